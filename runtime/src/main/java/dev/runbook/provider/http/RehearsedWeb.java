package dev.runbook.provider.http;

/** The web of a rehearsal, of which no page is asked for: every page is taken as good, so that a rehearsal goes on. */
final class RehearsedWeb implements Web {
    @Override
    public PageResponse get(PageRequest request) {
        return PageResponse.of(200, "(not asked for in a rehearsal)");
    }
}
