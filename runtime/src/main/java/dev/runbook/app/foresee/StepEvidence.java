package dev.runbook.app.foresee;

import dev.runbook.app.foresee.Foresight.ForeseenTask;
import dev.runbook.language.failure.Failure;
import dev.runbook.port.People;
import dev.runbook.provider.helm.ReleaseRecord;
import dev.runbook.rehearsal.shadow.Exchange;
import dev.runbook.rehearsal.shadow.Exchange.Certainty;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.report.CommandText;
import dev.runbook.run.report.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a step, and how: what was asked, what was answered, and who said so.
 *
 * @param number of the step
 * @param taken what is taken to go well: answers, work by hand, what the cluster does by itself
 */
public record StepEvidence(String number, String title, List<TaskEvidence> tasks, List<String> taken) {
    /** As many answers of the server that took what it was asked as a person looks through. */
    private static final int MOST_TAKEN = 40;

    public StepEvidence {
        tasks = List.copyOf(tasks);
        taken = List.copyOf(taken);
    }

    /**
     * What one task asked.
     *
     * @param what it did: its command, or its words
     * @param outcome the class of its failure and what it says; empty when it ended well
     * @param reads how many requests only looked and were answered
     * @param records how many writes of helm's own record of the release the server took
     * @param more how many further writes the server took
     */
    public record TaskEvidence(
            String what, String outcome, int reads, int records, List<ShadowAnswer> answers, int more) {
        /** Whether nobody was asked. */
        public boolean isNone() {
            return reads == 0 && records == 0 && answers.isEmpty();
        }
    }

    /**
     * An answer that the verdict rests on.
     *
     * @param source who gave it: {@code server}, {@code emulated}, {@code assumed} or {@code unknown}
     * @param request its method and path
     * @param said what the server or the shadow says of it; may be empty
     */
    public record ShadowAnswer(int code, String source, String request, String said) {}

    /** The evidence of a step and of those inside it. */
    public static List<StepEvidence> of(Foresight foresight, Item.Step step) {
        List<StepEvidence> all = new ArrayList<>();
        all.add(own(foresight, step));
        step.steps().stream()
                .filter(inner -> inner.state() != Item.State.SKIPPED)
                .forEach(inner -> all.addAll(of(foresight, inner)));
        return all;
    }

    private static StepEvidence own(Foresight foresight, Item.Step step) {
        List<TaskEvidence> tasks = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Item item : step.items()) {
            switch (item) {
                // What was asked in a second attempt stands with the first.
                case Item.Task task -> {
                    if (told.add(task.place())) {
                        ForeseenTask foreseen = foresight.task(step, task);
                        tasks.add(of(task, foreseen.asked()));
                        taken.addAll(foreseen.assumed());
                    }
                }
                case Item.Question question ->
                    taken.add(
                            question.form() == People.QuestionForm.MANUAL
                                    ? "it is done by hand: " + question.text()
                                    : "yes to: " + question.text());
                default -> {}
            }
        }
        return new StepEvidence(step.number(), step.title(), tasks, taken);
    }

    private static TaskEvidence of(Item.Task task, List<Exchange> asked) {
        List<ShadowAnswer> answers = new ArrayList<>();
        int reads = 0;
        int records = 0;
        int took = 0;
        int more = 0;
        for (Exchange exchange : asked) {
            boolean decides =
                    exchange.source() == Certainty.UNKNOWN || (exchange.code() >= 400 && exchange.code() != 404);
            if (!decides && looks(exchange)) {
                reads++;
            } else if (!decides && isRecord(exchange)) {
                records++;
            } else if (!decides && exchange.source() == Certainty.SERVER && ++took > MOST_TAKEN) {
                more++;
            } else {
                answers.add(answer(exchange));
            }
        }
        Activity activity = task.activity().orElse(new Activity.ExplicitFailure());
        String outcome = task.result()
                .flatMap(Item.TaskResult::failure)
                .map(StepEvidence::words)
                .orElse("");
        return new TaskEvidence(what(activity), outcome, reads, records, answers, more);
    }

    /** A command without its options, which name files that are only here. */
    public static String what(Activity activity) {
        return activity.command().isEmpty()
                ? (activity.action() + " " + activity.words()).strip()
                : CommandText.of(activity.command().stream()
                        .takeWhile(argument -> !argument.startsWith("-"))
                        .toList());
    }

    /** Whether it only asks, such as for the account's rights. */
    private static boolean looks(Exchange exchange) {
        return exchange.method().equals("GET") || exchange.path().startsWith("/apis/authorization.k8s.io/");
    }

    private static String words(Failure failure) {
        return failure.kind() + ": " + failure.summary();
    }

    private static boolean isRecord(Exchange exchange) {
        return exchange.path().matches(".*/(secrets|configmaps)(/sh\\.helm\\.release\\.v1\\.[^/]*)?(\\?.*)?")
                && exchange.change()
                        .map(change -> change.after().isEmpty() ? change.before() : change.after())
                        .filter(object -> ReleaseRecord.release(name(object)).isPresent())
                        .isPresent();
    }

    private static ShadowAnswer answer(Exchange exchange) {
        String path = exchange.path().replaceFirst("\\?.*", "");
        // The path of a creation does not name what is created.
        String made = exchange.method().equals("POST")
                ? exchange.change().map(change -> "/" + name(change.after())).orElse("")
                : "";
        return new ShadowAnswer(
                exchange.code(),
                exchange.source().name().toLowerCase(Locale.ROOT),
                exchange.method() + " " + path + made,
                exchange.note());
    }

    private static String name(Map<String, Object> object) {
        return object.get("metadata") instanceof Map<?, ?> metadata && metadata.get("name") instanceof String name
                ? name
                : "";
    }
}
