package dev.runbook.provider.kube.adapter;

import java.util.concurrent.Callable;

/** Questions of tests to a cluster, on threads that nobody interrupts. */
public final class UninterruptedCluster {
    private UninterruptedCluster() {}

    public static <T> T ask(Callable<T> question) {
        try {
            return question.call();
        } catch (RuntimeException told) {
            throw told;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
