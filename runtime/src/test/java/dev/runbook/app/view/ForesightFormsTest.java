package dev.runbook.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.golden.Golden;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.UnsafeCharacters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What will happen, in a ticket, on a page, and how it is known. */
class ForesightFormsTest {
    private static final Golden GOLDEN = Golden.of("report");
    private static final Pattern TAG = Pattern.compile("<(/?[a-z0-9]+)([^>]*)>");

    @ParameterizedTest
    @ValueSource(strings = {"clean", "recovered", "failed", "rescue-failed"})
    void a_ticket_and_a_page_say_what_the_screen_says(String journal) {
        GOLDEN.check(journal, "foresight.md", text(ForesightMarkdown.of(MadeUpForesight.of(journal))));
        GOLDEN.check(journal, "foresight.html", text(ForesightHtml.of(MadeUpForesight.of(journal))));
    }

    @Test
    void what_is_known_of_a_step_is_shown_with_who_said_so() {
        GOLDEN.check(
                "recovered",
                "why.txt",
                text(WhyText.of(MadeUpForesight.of("recovered"), "7", Style.PLAIN)
                        .orElseThrow()));
        assertEquals(Optional.empty(), WhyText.of(MadeUpForesight.of("recovered"), "77", Style.PLAIN));
        assertTrue(WhyText.numbers(MadeUpForesight.of("recovered")).contains("7, 7.1, 7.2"));
    }

    @Test
    void a_page_needs_nobody_and_runs_nothing() {
        String page = text(ForesightHtml.of(MadeUpForesight.of("recovered")));
        assertTrue(page.contains("default-src 'none'"), page);
        assertTrue(!page.contains("src=") && !page.contains("href=") && !page.contains("url("), page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</pre></details></style><style>*{display:none}",
                "&lt;b&gt;&#60;i&#62;",
                "\u202egnihton\u001b[31m\u0000"
            })
    void names_stay_text_on_a_page(String name) {
        List<String> lines = ForesightHtml.of(MadeUpForesight.deceiving(name));
        assertEquals(tags(ForesightHtml.of(MadeUpForesight.deceiving("a"))), tags(lines));
        assertTrue(lines.stream().noneMatch(UnsafeCharacters::anyIn), () -> text(lines));
        List<String> quoted = ForesightHtml.quoting(name, List.of(name));
        assertEquals(tags(ForesightHtml.quoting("a", List.of("a"))), tags(quoted));
    }

    private static List<String> tags(List<String> lines) {
        return TAG.matcher(text(lines)).results().map(MatchResult::group).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![x](https://evil.example/x.png)",
                "<img src=x>",
                "a | b | c",
                "a\n\n# WILL SUCCEED\n",
                "`` ` ``",
                "~~gone~~ **bold** https://evil.example",
                "\u202egnihton\u001b[31m"
            })
    void names_stay_text_in_a_ticket(String name) {
        List<String> lines = ForesightMarkdown.of(MadeUpForesight.deceiving(name));
        assertEquals(
                ForesightMarkdown.of(MadeUpForesight.deceiving("a")).stream()
                        .map(ForesightFormsTest::beginning)
                        .toList(),
                lines.stream().map(ForesightFormsTest::beginning).toList());
        assertTrue(
                lines.stream().filter(line -> line.startsWith("|")).allMatch(line -> cells(line) == 2),
                () -> text(lines));
        assertTrue(!text(lines).matches("(?s).*(?<!\\\\)[<\\[*]{1}img.*"), () -> text(lines));
        assertTrue(lines.stream().noneMatch(UnsafeCharacters::anyIn), () -> text(lines));
    }

    /** The markup that a line begins with. */
    private static String beginning(String line) {
        return line.replaceFirst("^( *(?:[-#|]+ ?)?).*", "$1");
    }

    private static long cells(String row) {
        return Pattern.compile("(?<!\\\\)\\|").matcher(row).results().count() - 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2Jx", "a\n10 Upgrade", "管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者管理者"})
    void names_stay_in_the_frame_of_what_is_known(String name) {
        List<String> lines =
                WhyText.of(MadeUpForesight.deceiving(name), "7", Style.PLAIN).orElseThrow();
        for (String line : lines) {
            assertTrue(TextWidth.width(line) <= 80, line);
            assertTrue(!UnsafeCharacters.anyIn(line), line);
        }
        assertEquals(
                Set.of("7 Upgrade Coder"),
                lines.stream().filter(line -> !line.startsWith(" ")).collect(Collectors.toSet()));
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
