package dev.runbook.provider.dns;

import dev.runbook.port.Processes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The name servers of a rehearsal, of which none is asked: names have what the rehearsal itself has given them, and
 * else what the asker hopes for, so that a rehearsal goes on where a run would wait.
 */
final class RehearsedDns implements Dns {
    private static final String SERVER = "no name server (rehearsal)";
    private static final String ONLY = "127.0.0.1";

    private final Map<String, List<ResourceRecord>> given = new ConcurrentHashMap<>();
    private final Optional<RememberingDns> live;

    /** @param live says what a name has that nothing was sent for, where it was asked for it before; empty where none is asked */
    RehearsedDns(Optional<RememberingDns> live) {
        this.live = live;
    }

    @Override
    public List<Response> ask(Query question) {
        List<ResourceRecord> records =
                Optional.ofNullable(given.get(question.name())).orElse(question.hoped());
        return List.of(answer(records.stream()
                .filter(r -> question.types().contains(r.type()))
                .toList()));
    }

    @Override
    public Primary primary(Query question) throws InterruptedException {
        Optional<RememberingDns> asked = live.filter(servers -> servers.hasAsked(question));
        if (asked.isPresent() && !given.containsKey(question.name())) {
            return asked.get().primary(question);
        }
        String zone = question.name().replaceFirst("^[^.]*\\.", "");
        return new Primary(ONLY, zone, 0, answer(given.getOrDefault(question.name(), List.of())));
    }

    @Override
    public UpdateResult update(Update update, Processes.Output output) {
        output.line(Processes.Stream.OUT, "(not sent in a rehearsal; taken as done)");
        Predicate<ResourceRecord> replaced = r -> update.replaced().contains(r.type());
        given.merge(
                update.name(),
                update.wanted(),
                (before, wanted) -> java.util.stream.Stream.concat(
                                before.stream().filter(replaced.negate()), wanted.stream())
                        .toList());
        return UpdateResult.TAKEN;
    }

    private static Response answer(List<ResourceRecord> records) {
        return new Response(SERVER, records, List.of(), true, "");
    }
}
