package dev.runbook.run.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** JUnit XML, which CI servers show, for runs and for rehearsals: a suite with its cases. */
public final class JunitXml {
    private JunitXml() {}

    /** The name of something, and its text as it is. */
    public record Attribute(String name, String value) {}

    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    /** A suite with what is in it. */
    public record Suite(List<Attribute> attributes, List<String> elements) {
        private String text(String indent) {
            return element(
                    "testsuite",
                    attributes,
                    elements.stream().map(one -> "\n" + indent + "  " + one).collect(Collectors.joining()) + "\n"
                            + indent);
        }
    }

    /** The whole file. */
    public static String suite(List<Attribute> attributes, List<String> elements) {
        return suites(List.of(new Suite(attributes, elements)));
    }

    /** The same of several suites; a single one stands alone. */
    public static String suites(List<Suite> suites) {
        return HEAD
                + (suites.size() == 1
                        ? suites.getFirst().text("")
                        : element(
                                "testsuites",
                                List.of(),
                                suites.stream()
                                                .map(one -> "\n  " + one.text("  "))
                                                .collect(Collectors.joining())
                                        + "\n"))
                + "\n";
    }

    /** An element with nothing in it. */
    public static String element(String name, List<Attribute> attributes) {
        return "<" + name + text(attributes) + "/>";
    }

    /** An element with others in it, or with a text that is {@linkplain XmlText#escape escaped}. */
    public static String element(String name, List<Attribute> attributes, String inside) {
        return "<" + name + text(attributes) + ">" + inside + "</" + name + ">";
    }

    /** How long something took. */
    public static Attribute time(Duration took) {
        return new Attribute("time", String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0));
    }

    private static String text(List<Attribute> attributes) {
        return attributes.stream()
                .map(one -> XmlText.attribute(one.name(), one.value()))
                .collect(Collectors.joining());
    }
}
