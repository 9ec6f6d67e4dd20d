package dev.runbook.app.view;

import dev.runbook.json.Json;
import dev.runbook.port.Clock;
import dev.runbook.port.Observer;
import dev.runbook.port.Processes;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.EntryJson;
import dev.runbook.run.journal.Recorded;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A run as JSON lines: each fact as the journal has it, and between them lines of the kinds {@code output}, {@code
 * waiting}, {@code not_ready} and {@code warning}, which no journal keeps and which have no number.
 */
public final class JsonView implements LiveView {
    private final PrintWriter out;
    private final Clock clock;
    private long sequence;
    private Map<String, Object> lastNotReady = Map.of();

    public JsonView(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void recall(Recorded recorded) {
        sequence = recorded.sequence();
    }

    @Override
    public synchronized void append(Entry entry) {
        sequence++;
        if (entry instanceof Entry.TaskIntended) {
            lastNotReady = Map.of();
        }
        Recorded recorded = new Recorded(sequence, clock.now().truncatedTo(ChronoUnit.MILLIS), entry);
        out.print(new String(EntryJson.write(recorded), StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public synchronized void output(String step, Processes.Stream stream, String line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", "output");
        fields.put("step", step);
        fields.put("stream", stream.name().toLowerCase(Locale.ROOT));
        fields.put("line", line);
        print(fields);
    }

    @Override
    public synchronized void warning(String text) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", "warning");
        fields.put("text", text);
        print(fields);
    }

    @Override
    public synchronized void waiting(
            String step,
            String condition,
            List<Observer.Pending> pending,
            Duration passed,
            Duration limit,
            Optional<String> trouble) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", "waiting");
        fields.put("step", step);
        fields.put("condition", condition);
        fields.put("pending", pending.stream().map(JsonView::pending).toList());
        fields.put("passed_ms", passed.toMillis());
        fields.put("limit_ms", limit.toMillis());
        trouble.ifPresent(words -> fields.put("trouble", words));
        print(fields);
    }

    @Override
    public synchronized void notReady(String step, List<Observer.Pending> pending, Optional<String> trouble) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", "not_ready");
        fields.put("step", step);
        fields.put("pending", pending.stream().map(JsonView::pending).toList());
        trouble.ifPresent(words -> fields.put("trouble", words));
        boolean nothing = pending.isEmpty() && trouble.isEmpty() && lastNotReady.isEmpty();
        // Once a second would fill a log: whoever reads it wants to know what has changed.
        if (!nothing && !fields.equals(lastNotReady)) {
            lastNotReady = fields;
            print(fields);
        }
    }

    private static Map<String, Object> pending(Observer.Pending pending) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("resource", pending.resource().shortName());
        fields.put("namespace", pending.resource().namespace());
        fields.put("state", pending.state());
        fields.put("detail", pending.detail());
        return fields;
    }

    @Override
    public void tick() {
        // Programs have clocks of their own.
    }

    private void print(Map<String, Object> fields) {
        out.println(Json.line(fields));
        out.flush();
    }
}
