package dev.runbook.rehearsal.http;

/** What answers the requests of a server; refuses with an {@link dev.runbook.rehearsal.api.ApiError}. */
@FunctionalInterface
public interface Responder {
    ApiResponse answer(ApiRequest request) throws InterruptedException;
}
