package dev.runbook.rehearsal.cel;

import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.runbook.rehearsal.cel.FunctionLibrary.Of;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address of the web in an expression: {@code url("https://example.com")}. */
record UrlValue(URI uri) {
    static final Of<UrlValue> TYPE = new Of<>(OpaqueType.create("kubernetes.URL"), UrlValue.class);
    private static final Pattern PORT = Pattern.compile(".*:(\\d*)");

    static void addTo(FunctionLibrary library) {
        library.global("url", "string_to_url", CelTypes.STRING, TYPE.type(), UrlValue::parsed);
        library.global("isURL", "is_url_string", CelTypes.STRING, SimpleType.BOOL, text -> of(text).isPresent());
        library.member("getScheme", "url_get_scheme", TYPE, SimpleType.STRING, url -> orEmpty(url.uri.getScheme()));
        library.member("getHost", "url_get_host", TYPE, SimpleType.STRING, UrlValue::host);
        library.member("getHostname", "url_get_hostname", TYPE, SimpleType.STRING, UrlValue::hostname);
        library.member("getPort", "url_get_port", TYPE, SimpleType.STRING, UrlValue::port);
        library.member(
                "getEscapedPath",
                "url_get_escaped_path",
                TYPE,
                SimpleType.STRING,
                url -> orEmpty(url.uri.getRawPath()));
        library.member(
                "getQuery",
                "url_get_query",
                TYPE,
                MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)),
                UrlValue::query);
    }

    private static Optional<UrlValue> of(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() || text.startsWith("/") ? Optional.of(new UrlValue(uri)) : Optional.empty();
        } catch (URISyntaxException no) {
            return Optional.empty();
        }
    }

    private static UrlValue parsed(String text) {
        return of(text).orElseThrow(() -> new CelArgumentException(
                "URL parse error during conversion from string: parse \"%s\": invalid URI for request"
                        .formatted(text)));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private String host() {
        String authority = orEmpty(uri.getRawAuthority());
        return authority.substring(authority.indexOf('@') + 1);
    }

    private String port() {
        Matcher matcher = PORT.matcher(host());
        return matcher.matches() ? matcher.group(1) : "";
    }

    private String hostname() {
        String host = host();
        Matcher matcher = PORT.matcher(host);
        String name = matcher.matches() ? host.substring(0, matcher.start(1) - 1) : host;
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    private Map<String, List<String>> query() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : orEmpty(uri.getRawQuery()).split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (!pair.isEmpty()) {
                query.computeIfAbsent(decoded(sides[0]), none -> new ArrayList<>())
                        .add(sides.length == 2 ? decoded(sides[1]) : "");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
