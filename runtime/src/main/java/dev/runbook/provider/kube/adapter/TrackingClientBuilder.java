package dev.runbook.provider.kube.adapter;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A builder that hands on every client it builds, so that it can be shut down: fabric8 keeps its own to itself. */
record TrackingClientBuilder(HttpClient.Builder inner, Consumer<HttpClient> built) implements HttpClient.Builder {
    @Override
    public HttpClient build() {
        HttpClient client = inner.build();
        built.accept(client);
        return client;
    }

    private HttpClient.Builder with(HttpClient.Builder changed) {
        return new TrackingClientBuilder(changed, built);
    }

    @Override
    public HttpClient.Builder cookieHandler(CookieHandler handler) {
        return with(inner.cookieHandler(handler));
    }

    @Override
    public HttpClient.Builder connectTimeout(Duration duration) {
        return with(inner.connectTimeout(duration));
    }

    @Override
    public HttpClient.Builder sslContext(SSLContext context) {
        return with(inner.sslContext(context));
    }

    @Override
    public HttpClient.Builder sslParameters(SSLParameters parameters) {
        return with(inner.sslParameters(parameters));
    }

    @Override
    public HttpClient.Builder executor(Executor executor) {
        return with(inner.executor(executor));
    }

    @Override
    public HttpClient.Builder followRedirects(HttpClient.Redirect policy) {
        return with(inner.followRedirects(policy));
    }

    @Override
    public HttpClient.Builder version(HttpClient.Version version) {
        return with(inner.version(version));
    }

    @Override
    public HttpClient.Builder priority(int priority) {
        return with(inner.priority(priority));
    }

    @Override
    public HttpClient.Builder proxy(ProxySelector selector) {
        return with(inner.proxy(selector));
    }

    @Override
    public HttpClient.Builder authenticator(Authenticator authenticator) {
        return with(inner.authenticator(authenticator));
    }
}
