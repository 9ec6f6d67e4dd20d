package dev.runbook.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticRendererTest {
    @Test
    void aPlaceIsMarkedUnderItsLine() {
        Source source = Source.of("update-coder.rb", "\n".repeat(11) + "runbook \"Update Coder\n");
        Diagnostic diagnostic = new Diagnostic(
                Code.RB0103,
                new Label(at(source, "\"", 1), "it begins here"),
                List.of(),
                "this string never ends",
                "It must.",
                "End it.");
        assertEquals("""
                error[RB0103]: this string never ends
                  --> update-coder.rb:12:9
                   |
                12 | runbook "Update Coder
                   |         ^ it begins here
                   |
                   = why: It must.
                   = fix: End it.
                   = more: runbook explain RB0103
                """, plain(diagnostic));
    }

    @Test
    void severalPlacesOfTwoFilesAreShown() {
        Source base = Source.of("base.rb", "step \"A\" do\nend\n");
        Source site = Source.of("site.rb", "extends \"base.rb\"\n\n\nbefore \"B\" do\nend\nbefore \"C\" do\nend\n");
        Diagnostic diagnostic = new Diagnostic(
                Code.RB0101,
                new Label(at(site, "\"B\"", 3), "named here"),
                List.of(
                        new Label(at(base, "\"A\"", 3), "the only step"),
                        new Label(at(site, "\"base.rb\"", 9), "the base"),
                        new Label(at(site, "before", 6), "")),
                "no step is called B",
                "",
                "Name a step\nthat is there.");
        assertEquals("""
                error[RB0101]: no step is called B
                 --> site.rb:4:8
                  |
                1 | extends "base.rb"
                  |         --------- the base
                ...
                4 | before "B" do
                  |        ^^^ named here
                  | ------
                 ::: base.rb:1:6
                  |
                1 | step "A" do
                  |      --- the only step
                  |
                  = fix: Name a step
                         that is there.
                  = more: runbook explain RB0101
                """, plain(diagnostic));
    }

    @Test
    void aPlaceOverSeveralLinesIsMarkedAtBothEnds() {
        Source source = Source.of("a.rb", "x = [\n  1,\n  2\n]\n");
        assertEquals("""
                1 | x = [
                  |     ^
                ...
                4 | ]
                  | ^ here
                """, lines(source.span(4, source.text().length() - 1)));
    }

    @Test
    void tabsAndWideCharactersMoveTheMark() {
        Source source = Source.of("a.rb", "\tnote \"日本 🚀 e\u0301\" x\n");
        assertEquals("""
                1 |     note "日本 🚀 e\u0301" x
                  |                      ^ here
                """, lines(at(source, "x", 1)));
    }

    @Test
    void theEndOfTheFileIsMarkedBehindTheLastCharacter() {
        Source source = Source.of("a.rb", "ab");
        assertEquals("1 | ab\n  |   ^ here\n", lines(source.span(2, 2)));
        Source empty = Source.of("a.rb", "");
        assertEquals("1 |\n  | ^ here\n", lines(empty.span(0, 0)));
    }

    @Test
    void noTextOfAUserSteersTheTerminal() {
        Source source = Source.of("a\u001b[2J.rb", "note \"\u001b[31m\u202e\"\n");
        String drawn = plain(new Diagnostic(
                Code.RB0130,
                new Label(source.span(6, 7), "\u001b"),
                List.of(),
                "\u001b]0;title\u0007",
                "\u0000",
                "\u009b"));
        assertFalse(drawn.chars().anyMatch(c -> (c != '\n' && Character.isISOControl(c)) || c == 0x202e), drawn);
    }

    @Test
    void coloursAreOnlyThereWhenAskedFor() {
        Source source = Source.of("a.rb", "ab");
        Diagnostic diagnostic =
                new Diagnostic(Code.RB0101, new Label(source.span(0, 1), "x"), List.of(), "what", "why", "fix");
        String coloured = DiagnosticRenderer.of(true, 80).render(diagnostic);
        assertTrue(coloured.contains("\u001b[1;31merror[RB0101]\u001b[0m"), coloured);
        assertEquals(plain(diagnostic), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
        assertEquals(plain(diagnostic), DiagnosticRenderer.of(false, 80).render(diagnostic));
    }

    @Test
    void whatIsSaidIsBrokenBetweenWordsWhereTheTerminalEnds() {
        Source source = Source.of("a.rb", "ab");
        Diagnostic diagnostic = new Diagnostic(
                Code.RB0101,
                new Label(source.span(0, 1), "x"),
                List.of(),
                "what",
                "one two three four",
                "a-word-that-is-wider-than-all\nand another");
        String narrow = DiagnosticRenderer.of(false, 20).render(diagnostic);
        assertTrue(narrow.contains("""
                  = why: one two
                         three four
                  = fix: a-word-that-is-wider-than-all
                         and another
                """), narrow);
        assertTrue(plain(diagnostic).contains("= why: one two three four\n"));
    }

    @Test
    void severalAreSeparatedByAnEmptyLine() {
        Source source = Source.of("a.rb", "ab");
        Diagnostic diagnostic =
                new Diagnostic(Code.RB0101, new Label(source.span(0, 1), "x"), List.of(), "what", "why", "fix");
        String one = plain(diagnostic);
        assertEquals(one + "\n" + one, DiagnosticRenderer.plain().render(List.of(diagnostic, diagnostic)));
    }

    private static Span at(Source source, String text, int length) {
        int start = source.text().indexOf(text);
        return source.span(start, start + length);
    }

    private static String plain(Diagnostic diagnostic) {
        return DiagnosticRenderer.plain().render(diagnostic);
    }

    /** Only the lines of the source and the marks. */
    private static String lines(Span span) {
        String drawn = plain(new Diagnostic(Code.RB0101, new Label(span, "here"), List.of(), "what", "", ""));
        return drawn.lines()
                .skip(3)
                .takeWhile(line -> !line.equals("  |"))
                .reduce("", (text, line) -> text + line + "\n");
    }
}
