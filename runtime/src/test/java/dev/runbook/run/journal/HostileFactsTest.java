package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.view.JsonView;
import dev.runbook.app.view.LiveView;
import dev.runbook.app.view.RunView;
import dev.runbook.app.view.Style;
import dev.runbook.app.view.ViewSettings;
import dev.runbook.language.value.ResourceId;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Observer;
import dev.runbook.port.Processes;
import dev.runbook.run.report.ReportJson;
import dev.runbook.run.report.ReportJunit;
import dev.runbook.run.report.ReportMarkdown;
import dev.runbook.run.report.ReportText;
import dev.runbook.run.report.RunReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Drives hostile texts through every text of every kind of fact, and each fact through every view of a run. */
class HostileFactsTest {
    private static final Map<String, Function<RunReport, String>> REPORTS = new LinkedHashMap<>();

    static {
        REPORTS.put("report as text", report -> String.join("\n", ReportText.of(report)));
        REPORTS.put("report as JSON", ReportJson::of);
        REPORTS.put("report as JUnit", ReportJunit::of);
        REPORTS.put("report as Markdown", ReportMarkdown::of);
    }

    @Test
    void nothing_of_them_comes_out() {
        int texts = 0;
        for (int seed = 0; seed < 60; seed++) {
            RandomEntries random = new RandomEntries(seed, HostileTexts.TEXTS);
            List<Recorded> facts = facts(random);
            texts += random.texts();
            for (Recorded fact : facts) {
                HostileTexts.assertSafe("journal", new String(EntryJson.write(fact), StandardCharsets.UTF_8));
            }
            RunReport report = RunReport.of(facts);
            REPORTS.forEach((name, form) -> HostileTexts.assertSafe(name, form.apply(report)));
            StringWriter plain = new StringWriter();
            shown(new RunView(plain, RunView.Screen.plain(Style.PLAIN), setting(), new SystemClock()), facts);
            HostileTexts.assertSafe("transcript", plain.toString());
            StringWriter json = new StringWriter();
            PrintWriter out = new PrintWriter(json);
            shown(new JsonView(out, new SystemClock()), facts);
            out.flush();
            HostileTexts.assertSafe("transcript as JSON", json.toString());
        }
        int driven = texts * (REPORTS.size() + 3);
        assertTrue(driven > 100_000, "strings × views driven: " + driven);
    }

    private static List<Recorded> facts(RandomEntries random) {
        List<Entry> entries = new ArrayList<>(List.of(random.make(Entry.Began.class)));
        for (int round = 0; round < 4; round++) {
            entries.add(random.make(Entry.StepStarted.class));
            RandomEntries.kinds().stream()
                    .filter(kind -> kind != Entry.Began.class && kind != Entry.Ended.class)
                    .forEach(kind -> entries.add(random.make(kind)));
        }
        entries.add(random.make(Entry.Ended.class));
        List<Recorded> facts = new ArrayList<>();
        entries.forEach(entry -> facts.add(new Recorded(facts.size() + 1L, Instant.EPOCH, entry)));
        return facts;
    }

    private static void shown(LiveView show, List<Recorded> facts) {
        facts.forEach(fact -> show.append(fact.entry()));
        for (String text : HostileTexts.TEXTS) {
            show.output(text, Processes.Stream.OUT, text);
            show.waiting(
                    text,
                    text,
                    List.of(new Observer.Pending(new ResourceId("v1", text, text, text, text), text, text)),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Optional.of(text));
        }
    }

    private static ViewSettings setting() {
        return new ViewSettings("journal", "report", "resume", HostileTexts.TEXTS.getFirst(), HostileTexts.TEXTS);
    }
}
