package dev.runbook.provider.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The web for a part of a wait: each page is asked for once, however often the condition is looked at. */
final class CachingWeb implements Web {
    private final Web web;
    private final Map<PageRequest, PageResponse> known = new ConcurrentHashMap<>();

    CachingWeb(Web web) {
        this.web = web;
    }

    /** Whether it answers anything from memory by now. */
    boolean remembers() {
        return !known.isEmpty();
    }

    @Override
    public PageResponse get(PageRequest request) throws InterruptedException {
        PageResponse before = known.get(request);
        if (before == null) {
            before = web.get(request);
            known.put(request, before);
        }
        return before;
    }
}
