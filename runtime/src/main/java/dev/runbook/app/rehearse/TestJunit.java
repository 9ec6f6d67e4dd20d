package dev.runbook.app.rehearse;

import static dev.runbook.run.report.JunitXml.element;

import dev.runbook.run.report.JunitXml;
import dev.runbook.run.report.JunitXml.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of the scenarios of a runbook as a suite of JUnit XML, with what they have come to as its properties. */
public record TestJunit(String runbook, List<ScenarioResult> results, Optional<Coverage> coverage) {

    /** All suites in one file. */
    public static String of(List<TestJunit> runbooks) {
        return JunitXml.suites(runbooks.stream().map(TestJunit::suite).toList());
    }

    private JunitXml.Suite suite() {
        long failed = results.stream().filter(result -> !result.passed()).count();
        List<String> elements = new ArrayList<>();
        coverage.ifPresent(counted -> elements.add(element("properties", List.of(), properties(counted))));
        results.forEach(result -> elements.add(result.testcase()));
        return new JunitXml.Suite(
                List.of(
                        new Attribute("name", runbook),
                        new Attribute("tests", String.valueOf(results.size())),
                        new Attribute("failures", String.valueOf(failed))),
                elements);
    }

    private static String properties(Coverage coverage) {
        return Stream.concat(
                        Arrays.stream(Coverage.PlaceKind.values())
                                .filter(part -> coverage.all(part) > 0)
                                .map(part -> property(
                                        "coverage: " + part.words(),
                                        coverage.reached(part) + " of " + coverage.all(part))),
                        coverage.missed().stream()
                                .map(place -> property("no scenario comes to " + place.at(), place.words())))
                .collect(Collectors.joining());
    }

    private static String property(String name, String value) {
        return element("property", List.of(new Attribute("name", name), new Attribute("value", value)));
    }
}
