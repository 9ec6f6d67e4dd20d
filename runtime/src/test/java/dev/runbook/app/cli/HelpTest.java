package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help is a page that begins with examples, and a mistake on the command line is two lines. */
class HelpTest {
    static Stream<String> commands() {
        return Commands.line(new Main()).getSubcommands().keySet().stream().filter(name -> !name.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_help_of_a_command_fits_a_page_and_begins_with_examples(String command) {
        CommandResult help = CommandResult.run("help", command);
        assertEquals(0, help.code());
        page(help.out());
    }

    @Test
    void so_does_the_help_of_the_program() {
        page(CommandResult.run("--help").out());
        assertEquals(CommandResult.run("--help"), CommandResult.run());
    }

    private static void page(String help) {
        List<String> lines = help.lines().toList();
        assertTrue(lines.size() <= 40, () -> lines.size() + " lines\n" + help);
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), help);
        assertTrue(lines.indexOf("Examples:") >= 0 && lines.indexOf("Examples:") < help.indexOf("Usage:"), help);
        assertTrue(lines.stream().noneMatch(line -> line.strip().equals("FILE...")), help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ImmutableField", "OperationInProgress", "RB0101", "RB0201", "helm.uninstall"})
    void what_is_explained_fits_the_width_of_a_terminal(String name) {
        CommandResult explained = CommandResult.run("explain", name);
        assertEquals(0, explained.code());
        assertTrue(explained.out().lines().allMatch(line -> line.length() <= 80), explained::out);
    }

    @Test
    void the_list_of_commands_says_whole_sentences() {
        String commands =
                CommandResult.run("help").out().split("Commands:\n", -1)[1].split("\n\n", -1)[0];
        for (String about : commands.split("\n(?=  [a-z])", -1)) {
            assertTrue(about.strip().endsWith("."), about);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void an_example_stands_on_one_line(String command) {
        String examples = CommandResult.run("help", command)
                .out()
                .split("Examples:\n", -1)[1]
                .split("\n\n", -1)[0];
        assertTrue(examples.lines().allMatch(line -> line.startsWith("  ")), examples);
    }

    @Test
    void the_lines_of_a_paragraph_are_filled() {
        String page = CommandResult.run("explain", "replace").out();
        assertTrue(page.contains("""
                In an edition: takes the place of everything between `do` and `end` of a step of
                the base, its `rescue` and `ensure` clauses too. The title and the options of
                the step stay.
                """), page);
        assertTrue(CommandResult.run("explain", "RB0112").out().contains("| Ruby | here |\n| --- | --- |\n"));
    }

    @Test
    void so_does_the_list_of_actions() {
        CommandResult list = CommandResult.run("actions");
        assertTrue(list.out().lines().allMatch(line -> line.length() <= 80), list::out);
    }

    @Test
    void a_mistake_is_said_without_the_help_behind_it() {
        assertEquals(new CommandResult(2, "", """
                        error: unknown option: '--yse'
                          Did you mean --yes?
                          See: runbook help exec
                        """), CommandResult.run("exec", "--yse", "update-coder.rb"));
        CommandResult unknown = CommandResult.run("pln");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("Did you mean plan?"), unknown::err);
        assertTrue(unknown.err().endsWith("See: runbook help\n"), unknown::err);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_command_is_known_by_the_name_that_its_class_has(String command) {
        assertEquals(
                command,
                Commands.line(new Main(), command)
                        .getSubcommands()
                        .values()
                        .iterator()
                        .next()
                        .getCommandName());
        assertEquals(0, CommandResult.run(command, "--no-color", "--help").code());
    }
}
