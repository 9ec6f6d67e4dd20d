package dev.runbook.run.report;

import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.report.Item.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A step that has started and not ended, while facts come in. */
final class OpenStep {
    private final String address;
    private final String number;
    private final String title;
    private final boolean destructive;
    private final Instant started;
    private final List<Item> items = new ArrayList<>();
    private int attempts = 1;

    OpenStep(String address, String number, String title, boolean destructive, Instant started) {
        this.address = address;
        this.number = number;
        this.title = title;
        this.destructive = destructive;
        this.started = started;
    }

    String number() {
        return number;
    }

    String title() {
        return title;
    }

    void attempt(int attempt) {
        attempts = Math.max(attempts, attempt);
    }

    /** The step of this address that is inside, open again with all that happened in it. */
    Optional<OpenStep> reopen(String inner) {
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.get(i) instanceof Item.Step step && step.address().equals(inner)) {
                items.remove(i);
                OpenStep again =
                        new OpenStep(step.address(), step.number(), step.title(), step.destructive(), step.started());
                again.items.addAll(step.items());
                again.attempts = Math.max(1, step.attempts());
                return Optional.of(again);
            }
        }
        return Optional.empty();
    }

    void add(Item item) {
        items.add(item);
    }

    void intend(Entry.TaskIntended e) {
        add(new Item.Task(e.task(), Optional.of(e.activity()), Optional.empty()));
    }

    /** Notes how a task ended; gives the name of its action. */
    String end(Entry.TaskEnded e) {
        Item.TaskResult result =
                new Item.TaskResult(e.failure(), e.summary(), e.output(), e.files(), e.took(), e.notReady());
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.get(i) instanceof Item.Task task
                    && task.result().isEmpty()
                    && task.place().equals(e.task())) {
                items.set(i, new Item.Task(task.place(), task.activity(), Optional.of(result)));
                return task.activity().map(Activity::action).orElse("");
            }
        }
        // Its intent is missing: what came of it must not be lost for that.
        add(new Item.Task(e.task(), Optional.empty(), Optional.of(result)));
        return "";
    }

    void answer(Item.Reply reply) {
        for (int i = items.size() - 1; i >= 0; i--) {
            if (items.get(i) instanceof Item.Question q && q.reply().isEmpty()) {
                items.set(i, new Item.Question(q.form(), q.text(), q.shown(), q.destructive(), Optional.of(reply)));
                return;
            }
        }
    }

    /** The task that has begun and not ended. */
    Optional<Item.Task> running() {
        return items.stream()
                .filter(item -> item instanceof Item.Task task && task.result().isEmpty())
                .map(Item.Task.class::cast)
                .reduce((first, last) -> last);
    }

    /** What happened in it, and then what is still open inside it. */
    List<Item> items(List<Item> stillOpen) {
        List<Item> all = new ArrayList<>(items);
        all.addAll(stillOpen);
        return all;
    }

    Item.Step closed(State state, Optional<Duration> took) {
        return closed(state, took, items);
    }

    Item.Step closed(State state, Optional<Duration> took, List<Item> inside) {
        return new Item.Step(address, number, title, destructive, state, "", attempts, started, took, inside);
    }
}
