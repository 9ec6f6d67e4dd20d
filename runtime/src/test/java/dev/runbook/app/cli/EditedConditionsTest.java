package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are carried on with conditions that were edited since they were decided. */
class EditedConditionsTest {
    /** Two conditions that differ far behind what a journal shows of them. */
    private static final String LONG = "file.exists?(\"FOLDER/" + "a-very-long-name-".repeat(8) + "%s\")";

    @TempDir
    private Path folder = Path.of("");

    private void write(String text) throws IOException {
        Files.writeString(
                folder.resolve("play.rb"),
                "runbook \"Play\"\n\n"
                        + text.replace("LOG", folder.resolve("log").toString()).replace("FOLDER", folder.toString()));
    }

    private CommandResult exec() {
        return CommandResult.run(
                "exec",
                "--runs=" + folder.resolve("runs"),
                folder.resolve("play.rb").toString());
    }

    private CommandResult resume(String... more) {
        return CommandResult.run(
                Stream.concat(Stream.of("resume", "--no-color", "--runs=" + folder.resolve("runs")), Stream.of(more))
                        .toArray(String[]::new));
    }

    private void touch(String name) throws IOException {
        Files.writeString(folder.resolve(name), "");
    }

    private List<String> log() throws IOException {
        return Files.exists(folder.resolve("log")) ? Files.readAllLines(folder.resolve("log")) : List.of();
    }

    private static String choice(String first, String second) {
        return """
                step "Choose" do
                  if %s
                    run "sh", "-c", "echo first >> LOG"
                    run "test", "-e", "FOLDER/go"
                    run "sh", "-c", "echo first again >> LOG"
                  elsif %s
                    run "sh", "-c", "echo second >> LOG"
                  else
                    run "sh", "-c", "echo else >> LOG"
                  end
                end
                """.formatted(first, second);
    }

    @Test
    void two_long_conditions_that_begin_alike_are_two() throws IOException {
        String first = LONG.formatted("one");
        String second = LONG.formatted("two");
        write("""
                step "Choose" do
                  if %s
                    run "sh", "-c", "echo first >> LOG"
                  elsif %s
                    run "sh", "-c", "echo second >> LOG"
                    run "test", "-e", "FOLDER/go"
                    run "sh", "-c", "echo second again >> LOG"
                  end
                end
                """.formatted(first, second));
        touch("a-very-long-name-".repeat(8) + "two");
        assertEquals(1, exec().code());
        touch("go");
        assertEquals(0, resume().code());
        assertEquals(List.of("second", "second again"), log());
    }

    @Test
    void an_edited_condition_that_was_decided_is_asked_about_and_a_yes_stays_in_its_branch() throws IOException {
        write(choice("file.exists?(\"FOLDER/a\")", "true"));
        touch("a");
        assertEquals(1, exec().code());
        touch("go");
        write(choice("file.exists?(\"FOLDER/b\")", "true"));
        CommandResult refused = resume();
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("if file.exists?(\"" + folder + "/b\")"), refused.err());
        CommandResult asked = resume("--accept-edits");
        assertEquals(5, asked.code(), asked.out());
        assertTrue(asked.out().contains("Does this decision stay? The run had decided"), asked.out());
        // It is asked again as long as nobody has answered, also where the text is no longer another one.
        assertEquals(5, resume().code());
        // What is said of a step that was cut short is not said of a decision.
        CommandResult other = resume("--in-doubt", "Choose=done", "--in-doubt", "Choose=again");
        assertEquals(5, other.code(), other.out());
        assertTrue(other.out().contains("--in-doubt \"Choose=stays\", or =anew"), other.out());
        assertEquals(List.of("first"), log());
        CommandResult stays = resume("--in-doubt", "Choose=stays");
        assertEquals(0, stays.code(), stays.out() + stays.err());
        assertEquals(List.of("first", "first again"), log());
    }

    @Test
    void a_no_decides_anew_and_what_was_decided_then_counts_from_there_on() throws IOException {
        write(choice("file.exists?(\"FOLDER/a\")", "true"));
        touch("a");
        assertEquals(1, exec().code());
        write("""
                step "Choose" do
                  if file.exists?("FOLDER/b")
                    run "sh", "-c", "echo first >> LOG"
                  elsif true
                    run "sh", "-c", "echo other >> LOG"
                    run "test", "-e", "FOLDER/stop"
                  end
                end
                """);
        assertEquals(1, resume("--accept-edits", "--in-doubt", "Choose=anew").code());
        assertEquals(List.of("first", "other"), log());
        touch("stop");
        touch("b");
        CommandResult last = resume();
        assertEquals(0, last.code(), last.out());
        assertFalse(last.out().contains("Does this decision stay?"), last.out());
        assertEquals(List.of("first", "other"), log());
    }

    @Test
    void a_branch_that_was_put_before_the_one_that_was_taken_moves_it_and_is_asked_about() throws IOException {
        write(choice("file.exists?(\"FOLDER/a\")", "true"));
        touch("a");
        assertEquals(1, exec().code());
        touch("go");
        write(choice("file.exists?(\"FOLDER/a\")", "true")
                .replace("  if file", "  if false\n    note \"new\"\n  elsif file"));
        CommandResult stays = resume("--accept-edits", "--in-doubt", "Choose=stays");
        assertEquals(0, stays.code(), stays.out() + stays.err());
        assertEquals(List.of("first", "first again"), log());
    }

    @Test
    void the_condition_of_a_step_that_was_skipped_is_asked_about_too() throws IOException {
        String text = """
                step "Perhaps", if: file.exists?("FOLDER/%s") do
                  run "sh", "-c", "echo perhaps >> LOG"
                end

                step "Change" do
                  run "sh", "-c", "echo change >> LOG"
                end

                step "Last" do
                  run "test", "-e", "FOLDER/go"
                end
                """;
        write(text.formatted("a"));
        assertEquals(1, exec().code());
        touch("b");
        write(text.formatted("b"));
        CommandResult refused = resume();
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("step \"Perhaps\" was changed"), refused.err());
        assertEquals(5, resume("--accept-edits").code());
        assertEquals(List.of("change"), log());
        assertEquals(1, resume("--in-doubt", "Perhaps=anew").code());
        assertEquals(List.of("change", "perhaps"), log());
        touch("go");
        CommandResult last = resume();
        assertEquals(0, last.code(), last.out());
        assertEquals(List.of("change", "perhaps"), log());
    }

    @Test
    void what_ran_under_an_edited_text_has_its_place_when_the_run_is_carried_on_once_more() throws IOException {
        write("""
                step "Work" do
                  run "sh", "-c", "echo one >> LOG"
                  run "test", "-e", "FOLDER/go"
                  run "sh", "-c", "echo three >> LOG"
                end
                """);
        assertEquals(1, exec().code());
        write("""
                step "Work" do
                  note "before"
                  note "all"
                  run "sh", "-c", "echo one >> LOG"
                  run "sh", "-c", "echo one and a half >> LOG"
                  run "test", "-e", "FOLDER/go"
                  run "sh", "-c", "echo three >> LOG"
                end
                """);
        assertEquals(1, resume().code());
        assertEquals(List.of("one", "one and a half"), log());
        touch("go");
        CommandResult last = resume();
        assertEquals(0, last.code(), last.out());
        assertEquals(List.of("one", "one and a half", "three"), log());
    }
}
