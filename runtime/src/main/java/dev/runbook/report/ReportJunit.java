package dev.runbook.report;

import dev.runbook.failure.Failure;
import dev.runbook.journal.Entry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A report as JUnit XML, which CI servers show: each step is a test case. */
public final class ReportJunit {
    private ReportJunit() {}

    /** The whole file. */
    public static String of(RunReport report) {
        List<Item.Step> steps = report.allSteps().toList();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite")
                .append(attribute("name", report.title()))
                .append(attribute("tests", String.valueOf(steps.size())))
                .append(attribute("failures", count(steps, Item.State.FAILED)))
                .append(attribute("errors", count(steps, Item.State.UNFINISHED)))
                .append(attribute("skipped", count(steps, Item.State.SKIPPED)))
                .append(attribute("time", seconds(report.took())))
                .append(attribute(
                        "timestamp",
                        report.from().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "")))
                .append(">\n");
        report.began().ifPresent(began -> properties(xml, began));
        String runbook = report.began().map(Entry.Began::runbook).orElse("runbook");
        steps.forEach(step -> step(xml, runbook, step, report));
        xml.append("  <system-out>")
                .append(escape(String.join("\n", ReportText.of(report))))
                .append("</system-out>\n");
        return xml.append("</testsuite>\n").toString();
    }

    private static String count(List<Item.Step> steps, Item.State state) {
        return String.valueOf(steps.stream().filter(s -> s.state() == state).count());
    }

    private static void properties(StringBuilder xml, Entry.Began began) {
        xml.append("  <properties>\n");
        property(xml, "run", began.run());
        property(xml, "target", began.target());
        property(xml, "dialect", began.dialect());
        xml.append("  </properties>\n");
    }

    private static void property(StringBuilder xml, String name, String value) {
        xml.append("    <property")
                .append(attribute("name", name))
                .append(attribute("value", value))
                .append("/>\n");
    }

    private static void step(StringBuilder xml, String runbook, Item.Step step, RunReport report) {
        xml.append("  <testcase")
                .append(attribute("name", (step.number() + " " + step.title()).strip()))
                .append(attribute("classname", runbook))
                .append(attribute("time", seconds(step.took().orElse(Duration.ZERO))));
        String inside = switch (step.state()) {
            case DONE, RECOVERED, FINISHED -> "";
            case SKIPPED -> "<skipped" + attribute("message", step.reason()) + "/>";
            case FAILED -> failed(step, report);
            case UNFINISHED ->
                "<error"
                        + attribute(
                                "message", "the run did not end: " + report.at().orElse("")) + "/>";
        };
        String words = StepWords.of(step).stream()
                .map(line -> (line.command() ? "$ " : "") + line.text())
                .collect(Collectors.joining("\n"));
        String out = words.isEmpty() ? "" : "<system-out>" + escape(words) + "</system-out>";
        xml.append(inside.isEmpty() && out.isEmpty() ? "/>\n" : ">" + inside + out + "</testcase>\n");
    }

    private static String failed(Item.Step step, RunReport report) {
        Optional<Failure> own = report.problems().stream()
                .filter(problem -> problem.number().equals(step.number()))
                .map(Problem::failure)
                .findFirst();
        String type = own.map(f -> f.kind().name()).orElse("Failed");
        String message = own.map(Failure::summary).orElse("a step inside it failed");
        return "<failure" + attribute("type", type) + attribute("message", message) + ">"
                + escape(own.map(Failure::output).orElse(""))
                + "</failure>";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\"" + escape(value).replace("\n", "&#10;").replace("\t", "&#9;") + "\"";
    }

    /** XML 1.0 has no way to write most control characters, so they become the sign for what cannot be shown. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return out.toString();
    }

    private static boolean isXml(int c) {
        return c == '\n'
                || c == '\t'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || (c >= 0x10000 && c <= 0x10ffff);
    }
}
