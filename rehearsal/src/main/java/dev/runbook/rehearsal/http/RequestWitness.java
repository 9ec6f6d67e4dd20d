package dev.runbook.rehearsal.http;

/** Hears of each request before it is answered, and may let it wait. */
@FunctionalInterface
public interface RequestWitness {
    void asked(ApiRequest request) throws InterruptedException;
}
