package dev.runbook.run.report;

import static dev.runbook.run.report.JunitXml.element;

import dev.runbook.language.failure.Failure;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.EntryJson;
import dev.runbook.run.report.JunitXml.Attribute;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A report as JUnit XML, which CI servers show: each step is a test case. */
public final class ReportJunit {
    private ReportJunit() {}

    /** The whole file. */
    public static String of(RunReport report) {
        List<Item.Step> steps = report.allSteps().toList();
        String runbook = report.began().map(Entry.Began::runbook).orElse("runbook");
        List<String> elements = new ArrayList<>();
        report.began().ifPresent(began -> elements.add(properties(began)));
        steps.forEach(step -> elements.add(step(runbook, step, report)));
        elements.add(element("system-out", List.of(), XmlText.escape(String.join("\n", ReportText.of(report)))));
        return JunitXml.suite(
                List.of(
                        new Attribute("name", report.title()),
                        new Attribute("tests", String.valueOf(steps.size())),
                        new Attribute("failures", count(steps, Item.State.FAILED)),
                        new Attribute("errors", count(steps, Item.State.UNFINISHED)),
                        new Attribute("skipped", count(steps, Item.State.SKIPPED)),
                        JunitXml.time(report.took()),
                        new Attribute(
                                "timestamp",
                                report.from()
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString()
                                        .replace("Z", ""))),
                elements);
    }

    private static String count(List<Item.Step> steps, Item.State state) {
        return String.valueOf(steps.stream().filter(s -> s.state() == state).count());
    }

    private static String properties(Entry.Began began) {
        return element(
                "properties",
                List.of(),
                "\n" + property("run", began.run()) + property("target", began.target())
                        + property("dialect", EntryJson.name(began.dialect())) + "  ");
    }

    private static String property(String name, String value) {
        return "    " + element("property", List.of(new Attribute("name", name), new Attribute("value", value))) + "\n";
    }

    private static String step(String runbook, Item.Step step, RunReport report) {
        List<Attribute> attributes = List.of(
                new Attribute("name", (step.number() + " " + step.title()).strip()),
                new Attribute("classname", runbook),
                JunitXml.time(step.took().orElse(Duration.ZERO)));
        String inside = switch (step.state()) {
            case DONE, RECOVERED, FINISHED -> "";
            case SKIPPED -> element("skipped", List.of(new Attribute("message", step.reason())));
            case FAILED -> failed(step, report);
            case UNFINISHED ->
                element(
                        "error",
                        List.of(new Attribute(
                                "message", "the run did not end: " + report.at().orElse(""))));
        };
        String words = StepWords.of(step).stream()
                .map(line -> switch (line.kind()) {
                            case WORDS -> "";
                            case COMMAND -> "$ ";
                            case QUOTE -> "| ";
                        }
                        + line.text())
                .collect(Collectors.joining("\n"));
        String out = words.isEmpty() ? "" : element("system-out", List.of(), XmlText.escape(words));
        return inside.isEmpty() && out.isEmpty()
                ? element("testcase", attributes)
                : element("testcase", attributes, inside + out);
    }

    private static String failed(Item.Step step, RunReport report) {
        Optional<Failure> own = report.problems().stream()
                .filter(problem -> problem.number().equals(step.number()))
                .map(LocatedFailure::failure)
                .findFirst();
        return element(
                "failure",
                List.of(
                        new Attribute("type", own.map(f -> f.kind().name()).orElse("Failed")),
                        new Attribute("message", own.map(Failure::summary).orElse("a step inside it failed"))),
                XmlText.escape(own.map(Failure::output).orElse("")));
    }
}
