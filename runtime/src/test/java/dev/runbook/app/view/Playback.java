package dev.runbook.app.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.Clock;
import dev.runbook.port.Observer;
import dev.runbook.port.Processes;
import dev.runbook.run.journal.EntryJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Plays a recording, lines of a journal and of passing things between them, to a view. */
final class Playback implements Clock {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BEGINNING = Duration.ofHours(1);

    private Duration elapsed = BEGINNING;

    void play(String events, LiveView view) {
        events.lines().forEach(line -> play(read(line), line, view));
    }

    private void play(JsonNode event, String line, LiveView view) {
        switch (event.path("stage").asText()) {
            case "" -> view.append(EntryJson.read(line).entry());
            case "output" ->
                view.output(
                        "",
                        Processes.Stream.valueOf(event.get("stream").asText().toUpperCase(Locale.ROOT)),
                        event.get("line").asText());
            case "elapse" -> elapse(event);
            case "tick" -> {
                elapse(event);
                view.tick();
            }
            case "not_ready" ->
                view.notReady(
                        "",
                        pending(event.get("pending")),
                        Optional.ofNullable(event.get("trouble")).map(JsonNode::asText));
            case "waiting" ->
                view.waiting(
                        "",
                        event.get("condition").asText(),
                        pending(event.get("pending")),
                        Duration.ofMillis(event.get("passed_ms").asLong()),
                        Duration.ofMillis(event.get("limit_ms").asLong()),
                        Optional.ofNullable(event.get("trouble")).map(JsonNode::asText));
            default -> throw new IllegalArgumentException(line);
        }
    }

    private static List<Observer.Pending> pending(JsonNode list) {
        List<Observer.Pending> pending = new ArrayList<>();
        for (JsonNode p : list) {
            pending.add(new Observer.Pending(
                    new ResourceId(
                            "v1", p.get("kind").asText(), "coder", p.get("name").asText(), "uid"),
                    p.get("state").asText(),
                    p.get("detail").asText()));
        }
        return pending;
    }

    private void elapse(JsonNode event) {
        pass(Duration.ofMillis(event.get("ms").asLong()));
    }

    /** Lets time go by. */
    void pass(Duration time) {
        elapsed = elapsed.plus(time);
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(elapsed.minus(BEGINNING));
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public void sleep(Duration duration) {}
}
