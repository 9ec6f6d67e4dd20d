package dev.runbook.provider.dns;

import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * DNS for one wait: servers are asked again only when they can say something new. One that speaks for the zone is asked
 * every so often; one that remembers an answer says the same until the answer's time to live is over.
 */
public final class CachingDns implements Dns {
    /** Whoever empties a resolver by hand should not be waited for any longer. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Dns dns;
    private final Clock clock;
    private final Duration every;
    private final Map<Query, CachedResponses> known = new ConcurrentHashMap<>();

    private record CachedResponses(List<Response> answers, Duration until) {}

    /**
     * Remembers nothing so far.
     *
     * @param every how long what a zone's own server says is taken as it is
     */
    public CachingDns(Dns dns, Clock clock, Duration every) {
        this.dns = dns;
        this.clock = clock;
        this.every = every;
    }

    @Override
    public List<Response> ask(Query question) throws InterruptedException {
        CachedResponses before = known.get(question);
        if (before != null && before.until().compareTo(clock.elapsed()) > 0) {
            return before.answers();
        }
        List<Response> answers = dns.ask(question);
        known.put(question, new CachedResponses(answers, clock.elapsed().plus(worth(answers))));
        return answers;
    }

    private Duration worth(List<Response> answers) {
        Duration shortest = LONGEST;
        for (Response answer : answers) {
            if (answer.authoritative() || answer.records().isEmpty()) {
                return every;
            }
            for (ResourceRecord record : answer.records()) {
                shortest = shortest.compareTo(record.ttl()) < 0 ? shortest : record.ttl();
            }
        }
        return shortest.compareTo(every) < 0 ? every : shortest;
    }

    @Override
    public Primary primary(Query question) throws InterruptedException {
        return dns.primary(question);
    }

    @Override
    public UpdateResult update(Update update, Processes.Output output) throws InterruptedException {
        return dns.update(update, output);
    }
}
