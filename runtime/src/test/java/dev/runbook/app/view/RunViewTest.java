package dev.runbook.app.view;

import dev.runbook.golden.Golden;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunViewTest {
    private static final Golden GOLDEN = Golden.of("view");

    static Stream<String> cases() {
        return GOLDEN.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_pipe_gets_plain_lines(String name) {
        GOLDEN.check(name, "plain.txt", shown(name, RunView.Screen.plain(Style.PLAIN)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void without_unicode_the_marks_are_ascii(String name) {
        GOLDEN.check(name, "ascii.txt", shown(name, RunView.Screen.plain(new Style(false, false))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_terminal_gets_colours_and_a_live_area(String name) {
        RunView.Screen screen = new RunView.Screen(true, new Style(true, true), () -> 80);
        GOLDEN.check(
                name, "live.txt", shown(name, screen).replace("\u001b", "␛").replace("\r", "␍"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void at_the_end_a_terminal_shows_what_stays_and_nothing_else(String name) {
        VirtualScreen terminal = new VirtualScreen(80);
        terminal.write(shown(name, new RunView.Screen(true, new Style(true, true), () -> 80)));
        GOLDEN.check(name, "screen.txt", terminal.text());
    }

    static String shown(String name, RunView.Screen screen) {
        StringWriter out = new StringWriter();
        Playback playback = new Playback();
        playback.play(GOLDEN.read(name, "events.jsonl"), new RunView(out, screen, setting(name), playback));
        return out.toString();
    }

    private static ViewSettings setting(String name) {
        boolean rehearsal = name.equals("rehearsal");
        return new ViewSettings(
                ".runbook/runs/20261123-093502-update-coder-7f3a/journal.jsonl",
                "runbook report 20261123-093502-update-coder-7f3a",
                "runbook resume 20261123-093502-update-coder-7f3a",
                rehearsal ? "This is a rehearsal: the cluster is in memory, and nothing real is touched." : "",
                rehearsal
                        ? List.of(
                                "A rehearsal cannot know how long your cloud takes to release an address.",
                                "It cannot know your images, your quotas and your admission rules.")
                        : List.of());
    }
}
