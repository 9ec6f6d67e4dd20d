package dev.runbook.language.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A mistake of the syntax hides no other mistake, and brings forth none that is not there. */
class FollowingMistakesTest {
    private static final Path FOLDER = Path.of("../runbooks");
    private static final Pattern WORD =
            Pattern.compile("[A-Za-z_]+[?:]?|[0-9]+|=>|==|!=|>=|\"(?:[^\"\\\\#\\n]|#(?!\\{))*\"|[^\\s\\w]");
    /** Every so many words one is left out and one is written twice; 1 tries all. */
    private static final int EVERY = Integer.getInteger("fuzz.every", 41);

    private static final List<String> INSERTED = List.of(
            "end", "do", "step", "if", "(", ")", "[", "]", "{", "}", ",", ".", "=", "=>", "\"", "10m", "@x", "else",
            "rescue", "ensure", "retry", "foo", ":foo", "foo:", "1", "&&", "and", "not", "|", "#{", "for", "until");

    static List<Path> runbooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".rb"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void oneWordMoreOrLessIsAMistakeOfTheSyntaxAlone() throws IOException {
        List<String> followers = new ArrayList<>();
        int broken = 0;
        for (Path file : runbooks()) {
            String text = Files.readString(file);
            Random random = new Random(13);
            Matcher word = WORD.matcher(text);
            for (int number = 0; word.find(); number++) {
                if (number % EVERY != 0) {
                    continue;
                }
                String more = INSERTED.get(random.nextInt(INSERTED.size()));
                String without = text.substring(0, word.start()) + text.substring(word.end());
                String with = text.substring(0, word.start()) + more + " " + text.substring(word.start());
                for (String changed : List.of(without, with)) {
                    List<Diagnostic> told = told(file.getFileName().toString(), changed);
                    List<Diagnostic> meaning =
                            told.stream().filter(d -> !syntax(d)).toList();
                    boolean mistake = told.size() > meaning.size();
                    broken += mistake ? 1 : 0;
                    if (mistake && !meaning.isEmpty()) {
                        followers.add((changed.equals(without) ? "without " + word.group() : "with " + more) + " at "
                                + Source.of("", text).position(word.start()) + ":\n" + told);
                    }
                }
            }
        }
        int all = broken;
        assertTrue(broken > 0);
        // A word that makes another statement of a line, such as `.` before `end`, cannot always be told from one that
        // was meant.
        assertTrue(
                followers.size() * 200 <= broken,
                () -> followers.size() + " of " + all + ":\n" + String.join("\n\n", followers));
    }

    private static boolean syntax(Diagnostic diagnostic) {
        return diagnostic.code().name().startsWith("RB01");
    }

    private static List<Diagnostic> told(String name, String text) {
        return switch (Checker.check(
                Source.of(name, text), FollowingMistakesTest::load, ShippedProviders.ALL.catalogue())) {
            case Checked.Sound(var runbook, List<Diagnostic> warnings) -> warnings;
            case Checked.Unsound(List<Diagnostic> diagnostics) -> diagnostics;
        };
    }

    private static Loader.Loaded load(Source from, String path) {
        try {
            return new Loader.Loaded.Found(Source.of(path, Files.readString(FOLDER.resolve(path))));
        } catch (IOException e) {
            return new Loader.Loaded.NotFound("there is no such file", List.of());
        }
    }

    @Test
    void everyMistakeOfAFileIsToldInTheOrderOfTheText() {
        assertEquals(
                List.of(
                        "RB0103 1",
                        "RB0232 2",
                        "RB0114 3",
                        "RB0223 5",
                        "RB0236 5",
                        "RB0223 6",
                        "RB0116 6",
                        "RB0109 8",
                        "RB0241 9",
                        "RB0236 10",
                        "RB0220 13",
                        "RB0128 14",
                        "RB0232 17"),
                codes("""
                        runbook "Update
                        param :release, "Release", defualt: "coder"
                        param :limit "How long", default: 10.minutes

                        helm.upgrad release, "coder/coder", timeout: 10
                        helm.uninstal release, timeout: 10m, keep_history: true

                        step "Wait" do
                          assert release, "there"
                          wait up_to: 30 until deployment("coderd").ready?

                        step "Go on", timeout: limit do
                          note "#{relase}"
                        end again

                        step "Count" do
                          resource.scale deployment("coderd"), replicas: "two"
                        end
                        """));
    }

    @Test
    void aFileThatIsMissingHidesNothingOfTheOthers() {
        assertEquals(List.of("RB0202 2", "RB0236 6", "RB0223 8", "RB0236 8"), codes("""
                        runbook "Site"
                        extends "nowhere.rb"
                        set :host, "x"
                        before "Upgrade" do
                          step "Tell" do
                            wait 30
                            note host
                            helm.upgrad release, "c/c", timeout: 1
                          end
                        end
                        """));
    }

    @Test
    void anEditWhoseStepIsMissingIsLookedAtAllTheSame() {
        assertEquals(List.of("RB0207 3", "RB0236 5"), codes("""
                        runbook "Site"
                        extends "update-coder.rb"
                        after "Upgrade Grafana" do
                          step "Tell" do
                            wait 30
                          end
                        end
                        """));
    }

    private static List<String> codes(String text) {
        return told("input.rb", text).stream()
                .map(d -> d.code() + " " + d.primary().span().from().line())
                .toList();
    }
}
