package dev.runbook.run.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.golden.Golden;
import dev.runbook.run.journal.JournalText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportGoldenTest {
    private static final Golden GOLDEN = Golden.of("report");

    static Stream<String> cases() {
        return GOLDEN.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void people_get_text(String name) {
        GOLDEN.check(name, "report.txt", String.join("\n", ReportText.of(report(name))) + "\n");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void programs_get_json(String name) {
        GOLDEN.check(name, "report.json", ReportJson.of(report(name)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ci_servers_get_xml_that_is_well_formed(String name) throws Exception {
        String xml = ReportJunit.of(report(name));
        GOLDEN.check(name, "report.xml", xml);
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                report(name).allSteps().count(),
                document.getElementsByTagName("testcase").getLength());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tickets_get_markdown(String name) {
        GOLDEN.check(name, "report.md", ReportMarkdown.of(report(name)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_exit_code_says_how_it_ended(String name) {
        String codes = ExitCode.of(report(name), false).number() + ", with --exit-recovered "
                + ExitCode.of(report(name), true).number() + "\n";
        GOLDEN.check(name, "exit-code.txt", codes);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_field_of_the_json_is_described(String name) throws IOException {
        String description = description();
        assertDescribed(description, new ObjectMapper().readTree(ReportJson.of(report(name))), "");
    }

    @Test
    void control_characters_have_no_place_in_xml() {
        assertEquals("a\ufffdb\ufffd&lt;\n\t&#13;\ufffd", XmlText.escape("a\u0000b\u001b<\n\t\r\ud83d"));
    }

    private static void assertDescribed(String description, JsonNode node, String parent) {
        if (parent.equals("inputs") || parent.equals("fields") || parent.equals("map")) {
            return;
        }
        node.properties().forEach(field -> {
            assertTrue(
                    description.contains("`" + field.getKey() + "`")
                            || description.contains("\"" + field.getKey() + "\""),
                    field.getKey());
            assertDescribed(description, field.getValue(), field.getKey());
        });
        if (node.isArray()) {
            node.forEach(item -> assertDescribed(description, item, parent));
        }
    }

    private static String description() throws IOException {
        try (InputStream in = Objects.requireNonNull(ReportJson.class.getResourceAsStream("report-json.md"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static RunReport report(String name) {
        return RunReport.of(
                JournalText.read(GOLDEN.read(name, "journal.jsonl").lines().toList())
                        .records());
    }
}
