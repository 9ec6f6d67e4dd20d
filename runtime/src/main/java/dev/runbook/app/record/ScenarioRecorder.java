package dev.runbook.app.record;

import dev.runbook.app.rehearse.ChartsHere;
import dev.runbook.app.rehearse.RunbookNames;
import dev.runbook.app.rehearse.StartingRelease;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ScenarioException;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.ReportText;
import dev.runbook.run.report.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Makes a scenario of a run.
 *
 * @param runbook as it is now
 * @param valid whether the runbook takes values for its inputs
 * @param kept the text of a file that the run keeps, by its name there
 */
public record ScenarioRecorder(
        CheckedRunbook runbook, Predicate<Map<String, Value>> valid, Function<String, String> kept, ChartsHere here) {

    /**
     * What was made.
     *
     * @param text the item of a list of scenarios
     * @param unknown what the journal does not say, and what was taken instead
     */
    public record RecordedText(String name, String text, List<String> unknown) {}

    /** The scenario of a run; it is called as wanted, or else by what went wrong and when. */
    public RecordedText of(String run, List<Recorded> facts, Optional<String> called) {
        RunStory story = RunStory.of(facts);
        RunReport report = story.report();
        String day = facts.getFirst().time().toString().substring(0, 10);
        String name = called.orElse(usualName(report) + "-" + day);
        RecordedScenario scenario = new RecordedScenario();
        scenario.put("name", name);
        scenario.put("about", "As in the run of " + day + ". " + ended(report));
        Map<String, Value> inputs = story.began().inputs();
        new RecordedInputs(runbook, inputs, valid).into(scenario);
        RunbookNames names = RunbookNames.in(runbook, inputs);
        files(story, scenario);
        RecordedReleases releases = new RecordedReleases(story, names, here);
        releases.into(scenario, values(story, names, scenario));
        RecordedTroubles troubles = new RecordedTroubles(story, names, scenario, releases.sawPending());
        objects(story, troubles);
        troubles.record();
        limit(story, scenario);
        RecordedKill.of(story, scenario);
        RecordedAnswers.of(story, scenario);
        expect(story, report, scenario);
        List<String> heading = new ArrayList<>();
        heading.add("Recorded from the run " + run
                + (scenario.unknown().isEmpty() ? "." : ", whose journal does not say:"));
        scenario.unknown().forEach(what -> heading.add("- " + what));
        return new RecordedText(name, ScenarioText.of(scenario, heading), scenario.unknown());
    }

    /** Such as {@code immutable-field}. */
    private static String usualName(RunReport report) {
        return report.problems().stream()
                .map(problem -> problem.failure().kind().name())
                .findFirst()
                .or(() -> report.rescues().stream()
                        .map(rescue -> rescue.failure().kind().name())
                        .findFirst())
                .map(kind -> kind.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT))
                .orElse("clean");
    }

    private static String ended(RunReport report) {
        String end = report.ended()
                .map(one -> one.end().name().toLowerCase(Locale.ROOT))
                .orElse("not ended");
        String classes = classes(report).stream().collect(Collectors.joining(", "));
        return "It was " + end + (classes.isEmpty() ? "." : ": " + classes + ".");
    }

    private static Set<String> classes(RunReport report) {
        Set<String> classes = new LinkedHashSet<>();
        report.rescues().forEach(rescue -> classes.add(rescue.failure().kind().name()));
        report.ended()
                .flatMap(Entry.Ended::failure)
                .map(Failure::kind)
                .map(Enum::name)
                .ifPresent(classes::add);
        return classes;
    }

    /** What the run itself wrote was not there before. */
    private static void files(RunStory story, RecordedScenario scenario) {
        Map<String, Object> files = new LinkedHashMap<>();
        story.tasks().stream()
                .flatMap(task -> task.end().files().stream())
                .map(Entry.KeptFile::path)
                .filter(path -> !Path.of(path).isAbsolute())
                .forEach(path -> files.put(path, "none"));
        scenario.put("files", files);
    }

    /** The values of releases that the run exported before it changed them. */
    private Map<ReleaseName, Map<String, Object>> values(
            RunStory story, RunbookNames names, RecordedScenario scenario) {
        Map<ReleaseName, Map<String, Object>> values = new LinkedHashMap<>();
        for (RunStory.EndedTask task : story.tasks()) {
            if (task.activity().locks().isPresent()) {
                break;
            }
            task.activity()
                    .values()
                    .ifPresent(of -> task.end().files().forEach(file -> {
                        PlainValues plain = new PlainValues();
                        try {
                            values.put(
                                    of.release().orIn(names.namespace()),
                                    plain.of(StartingRelease.values(file.path(), kept.apply(file.copy()))));
                        } catch (ScenarioException unreadable) {
                            scenario.unknown(
                                    "the values of " + of.release().release() + ": " + unreadable.getMessage());
                        }
                        if (!plain.leftOut().isEmpty()) {
                            scenario.unknown("values that may be secret, which are made up: "
                                    + String.join(", ", plain.leftOut()));
                        }
                    }));
        }
        return values;
    }

    /** Objects that the run looked up before it changed anything, and that are of no release. */
    private static void objects(RunStory story, RecordedTroubles troubles) {
        List<ResourceId> owned = new ArrayList<>();
        Set<ResourceId> others = new LinkedHashSet<>();
        for (Entry entry : RecordedReleases.beforeChanges(story.facts())) {
            if (entry instanceof Entry.Bound bound && bound.value() instanceof Resources resources) {
                boolean released = resources.label().startsWith("resources of ");
                (released ? owned : others).addAll(resources.members());
            }
        }
        others.removeAll(owned);
        others.forEach(object -> troubles.add(object, Map.of()));
    }

    /** A rehearsal's own shortening is kept. */
    private static void limit(RunStory story, RecordedScenario scenario) {
        if (story.isRehearsal()) {
            story.tasks().stream()
                    .flatMap(task -> RecordedReleases.command(task.activity()).stream())
                    .filter(word -> word.matches("--timeout=\\d+s"))
                    .findFirst()
                    .ifPresent(word -> scenario.put("helm_timeout", word.substring("--timeout=".length())));
        }
    }

    private static void expect(RunStory story, RunReport report, RecordedScenario scenario) {
        if (story.cut()) {
            scenario.unknown("what came of it when the run was carried on: the rehearsal ends where it failed first");
        }
        Map<String, Object> expect = new LinkedHashMap<>();
        expect.put(
                "exit",
                story.ended().map(end -> ExitCode.of(end.end(), false).number()).orElse(0));
        if (story.ended().isEmpty()) {
            scenario.unknown("how the run would have ended: well");
        }
        Map<String, List<String>> steps = new LinkedHashMap<>();
        for (Item.Step step : report.allSteps().toList()) {
            steps.computeIfAbsent(step.title(), _ -> new ArrayList<>()).add(ReportText.end(step));
        }
        Map<String, Object> ends = new LinkedHashMap<>();
        steps.forEach((title, all) -> {
            if (!all.contains("unfinished") && all.stream().anyMatch(end -> !end.equals("skipped"))) {
                ends.put(title, String.join(", ", all));
            }
        });
        expect.put("steps", ends);
        String said = String.join(" ", ReportText.of(report));
        expect.put("says", classes(report).stream().filter(said::contains).toList());
        scenario.put("expect", expect);
    }
}
