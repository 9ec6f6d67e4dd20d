package dev.runbook.provider;

import dev.runbook.port.Processes;
import dev.runbook.provider.dns.Dns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A zone in memory, example.com, with a primary and what other servers say; it judges prerequisites as RFC 2136 does. */
public final class ScriptedDns implements Dns {
    public final Map<String, List<ResourceRecord>> zone = new LinkedHashMap<>();
    /** What servers say that lag behind; the primary speaks for every other. */
    public final Map<String, List<ResourceRecord>> behind = new LinkedHashMap<>();

    public final Map<String, String> problems = new LinkedHashMap<>();
    /** Of the zone, as far as others have moved it on. */
    public long serial = 1;

    public final List<Update> sent = new ArrayList<>();
    public final List<Query> asked = new ArrayList<>();
    /** What somebody else does between our question and our update. */
    public Runnable meanwhile = () -> {};

    /** What a record is. */
    public static ResourceRecord record(String type, String data) {
        return new ResourceRecord(type, data, Duration.ofMinutes(5));
    }

    @Override
    public List<Response> ask(Query question) {
        asked.add(question);
        List<Response> answers = new ArrayList<>();
        answers.add(answer("ns1", question, held(question.name())));
        behind.forEach((server, records) -> answers.add(answer(server, question, records)));
        return answers;
    }

    private Response answer(String server, Query question, List<ResourceRecord> records) {
        String problem = problems.getOrDefault(server, "");
        return new Response(
                server,
                problem.isEmpty()
                        ? records.stream()
                                .filter(r -> question.types().contains(r.type()))
                                .toList()
                        : List.of(),
                List.of(),
                true,
                problem);
    }

    private List<ResourceRecord> held(String name) {
        List<ResourceRecord> own = zone.getOrDefault(name, List.of());
        return own.isEmpty() ? zone.getOrDefault(name.replaceFirst("^[^.]*", "*"), List.of()) : own;
    }

    @Override
    public Primary primary(Query question) {
        return new Primary(
                "ns1", "example.com", serial + sent.size(), ask(question).getFirst());
    }

    @Override
    public UpdateResult update(Update update, Processes.Output output) {
        meanwhile.run();
        sent.add(update);
        List<ResourceRecord> own = new ArrayList<>(zone.getOrDefault(update.name(), List.of()));
        Set<ResourceRecord> expected = new HashSet<>(update.expected());
        Set<String> relied = new HashSet<>();
        expected.forEach(r -> relied.add(r.type()));
        boolean met = update.unused()
                ? own.isEmpty()
                : own.stream().noneMatch(r -> update.absent().contains(r.type()))
                        && new HashSet<>(own.stream()
                                        .filter(r -> relied.contains(r.type()))
                                        .toList())
                                .equals(expected);
        if (!met) {
            return UpdateResult.NOT_AS_EXPECTED;
        }
        own.removeIf(r -> update.replaced().contains(r.type()));
        own.addAll(update.wanted());
        zone.put(update.name(), own);
        return UpdateResult.TAKEN;
    }
}
