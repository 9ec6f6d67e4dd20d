package dev.runbook.provider.dns;

import dev.runbook.port.Processes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The name servers as they are, and what they were asked for. */
final class RememberingDns implements Dns {
    private final Dns live;
    private final Set<AskedName> asked = ConcurrentHashMap.newKeySet();

    private record AskedName(String name, String at) {}

    RememberingDns(Dns live) {
        this.live = live;
    }

    /** Whether a name was asked for at the same servers before: to ask once more tells nobody anything. */
    boolean hasAsked(Query question) {
        return asked.contains(name(question));
    }

    private static AskedName name(Query question) {
        return new AskedName(question.name(), question.at().orElse(""));
    }

    @Override
    public List<Response> ask(Query question) throws InterruptedException {
        asked.add(name(question));
        return live.ask(question);
    }

    @Override
    public Primary primary(Query question) throws InterruptedException {
        asked.add(name(question));
        return live.primary(question);
    }

    @Override
    public UpdateResult update(Update update, Processes.Output output) throws InterruptedException {
        return live.update(update, output);
    }
}
