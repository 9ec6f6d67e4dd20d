package dev.runbook.language.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CheckerTest {
    private static CheckedRunbook sound(Checked checked) {
        List<Diagnostic> found = InMemoryFolder.diagnostics(checked);
        return assertInstanceOf(
                        Checked.Sound.class,
                        checked,
                        () -> found.stream()
                                .map(d -> d.primary().span() + " " + d.what())
                                .collect(Collectors.joining("\n")))
                .runbook();
    }

    private static CheckedRunbook sound(String text) {
        return sound(InMemoryFolder.check("a.rb", text));
    }

    private static List<Code> codes(String text) {
        return InMemoryFolder.diagnostics(InMemoryFolder.check("a.rb", text)).stream()
                .map(Diagnostic::code)
                .toList();
    }

    private static InMemoryFolder examples() throws IOException {
        InMemoryFolder folder = new InMemoryFolder();
        for (String name : List.of("update-coder.rb", "acme.rb")) {
            folder.with(name, Files.readString(Path.of("src/test/resources/examples", name)));
        }
        return folder;
    }

    private static List<String> addresses(List<Task> tasks) {
        List<String> found = new ArrayList<>();
        for (Task task : tasks) {
            if (task instanceof Task.Step step) {
                found.add(step.address().toString());
                found.addAll(addresses(step.body()));
                step.rescues().forEach(r -> found.addAll(addresses(r.body())));
                found.addAll(addresses(step.ensure()));
            } else if (task instanceof Task.Procedure procedure) {
                found.addAll(addresses(procedure.body()));
            } else if (task instanceof Task.Choice choice) {
                choice.arms().forEach(arm -> found.addAll(addresses(arm.body())));
                found.addAll(addresses(choice.otherwise()));
            } else if (task instanceof Task.Loop loop) {
                found.addAll(addresses(loop.body()));
            }
        }
        return found;
    }

    @Test
    void the_main_example_is_right_with_its_database() throws IOException {
        assertEquals(
                List.of(),
                InMemoryFolder.diagnostics(examples().check("update-coder.rb")).stream()
                        .map(Diagnostic::what)
                        .toList());
    }

    @Test
    void both_examples_check_clean_without_the_database() throws IOException {
        String whole = Files.readString(Path.of("src/test/resources/examples/update-coder.rb"));
        String without = whole.replace(
                        "assert postgres(database).superuser?, \"the database user must be a superuser\"",
                        "confirm \"Is the database user a superuser?\"")
                .replace(
                        "postgres.dump database, to: \"coder-#{current.version}.dump\"",
                        "manual \"Dump the database to coder-#{current.version}.dump\"");
        InMemoryFolder folder = examples().with("update-coder.rb", without);
        Checked base = folder.check("update-coder.rb");
        assertEquals(List.of(), InMemoryFolder.diagnostics(base));
        Checked overlay = folder.check("acme.rb");
        assertEquals(List.of(), InMemoryFolder.diagnostics(overlay));
        assertEquals("Update Coder at Acme", sound(overlay).title());
        assertEquals(
                List.of(
                        "Check the prerequisites",
                        "Add the Coder chart repository",
                        "Refresh the chart repository",
                        "Move at most one release ahead",
                        "Export the current values",
                        "Open the maintenance page",
                        "Upgrade Coder",
                        "Upgrade Coder > Uninstall Coder",
                        "Upgrade Coder > Wait until the old resources are gone",
                        "Upgrade Coder > Install Coder again",
                        "Upgrade Coder > Point DNS at the new address",
                        "Check that everything the release owns is there and ready",
                        "Close the maintenance page"),
                addresses(sound(overlay).body()));
        Input namespace = sound(overlay).inputs().get(1);
        assertEquals(
                Value.of("coder-prod"),
                assertInstanceOf(Expr.Constant.class, namespace.fallback().orElseThrow())
                        .value());
    }

    @Test
    void steps_of_procedures_have_the_performance_in_their_address() {
        CheckedRunbook runbook = sound("""
                runbook "A"
                procedure :restart do |name|
                  step "Restart it" do
                    resource.restart deployment(name)
                  end
                end
                step "All" do
                  perform :restart, "web"
                  perform :restart, "api"
                  perform :restart, "web"
                end
                """);
        assertEquals(
                List.of(
                        "All",
                        "All > restart(web) > Restart it",
                        "All > restart(api) > Restart it",
                        "All > restart(web) #2 > Restart it"),
                addresses(runbook.body()));
    }

    @Test
    void a_procedure_that_uses_the_name_of_its_performer_has_its_own() {
        CheckedRunbook runbook = sound("""
                runbook "A"
                procedure :inner do |name, other|
                  note "#{name} #{other}"
                end
                procedure :outer do |name, other|
                  perform :inner, other, name
                end
                perform :outer, "a", "b"
                """);
        Task.Procedure outer =
                assertInstanceOf(Task.Procedure.class, runbook.body().getFirst());
        Task.Procedure inner =
                assertInstanceOf(Task.Procedure.class, outer.body().getFirst());
        assertEquals(
                List.of("inner.name", "inner.other"),
                inner.arguments().stream().map(Task.Bind::name).toList());
        assertEquals(
                "other",
                assertInstanceOf(Expr.Local.class, inner.arguments().getFirst().value())
                        .name());
    }

    @Test
    void constants_become_what_is_wanted_of_them() {
        CheckedRunbook runbook = sound("""
                runbook "A"
                run "sleep", 3, helm.version
                wait 10.minutes
                """);
        Task.Act run = assertInstanceOf(Task.Act.class, runbook.body().getFirst());
        assertEquals(
                Value.of("3"),
                assertInstanceOf(Expr.Constant.class, run.positional().get(1)).value());
        assertInstanceOf(Expr.Template.class, run.positional().get(2));
        Task.Pause pause = assertInstanceOf(Task.Pause.class, runbook.body().get(1));
        assertEquals(
                new Value.Duration(Duration.ofMinutes(10)),
                assertInstanceOf(Expr.Constant.class, pause.length()).value());
    }

    @Test
    void an_overlay_may_change_an_overlay() {
        InMemoryFolder folder = new InMemoryFolder()
                .with(
                        "base.rb",
                        "runbook \"B\"\nstep \"One\" do\n  note \"1\"\nend\nstep \"Two\" do\n  note \"2\"\nend\n")
                .with(
                        "middle.rb",
                        "runbook \"M\"\nextends \"base.rb\"\nbefore \"Two\" do\n  step \"New\" do\n    note \"n\"\n  end\nend\nremove \"One\"\n")
                .with(
                        "top.rb",
                        "runbook \"T\"\nextends \"middle.rb\"\nafter \"New\" do\n  step \"Newer\" do\n    note \"m\"\n  end\nend\n");
        assertEquals(
                List.of("New", "Newer", "Two"),
                addresses(sound(folder.check("top.rb")).body()));
    }

    @Test
    void warnings_do_not_stop_a_runbook() {
        Checked checked = InMemoryFolder.check("a.rb", "runbook \"A\"\nparam :host, \"Host\", default: \"x\"\n");
        sound(checked);
        assertEquals(
                List.of(Code.RB0272),
                InMemoryFolder.diagnostics(checked).stream()
                        .map(Diagnostic::code)
                        .toList());
    }

    @Test
    void a_hundred_thousand_lines_check_in_seconds() {
        StringBuilder text = new StringBuilder("runbook \"Large\"\nparam :release, \"R\", default: \"coder\"\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("step \"Step ").append(i).append("\" do\n");
            text.append("  helm.repo_update \"coder\"\n  v = helm.release(release)\n");
            text.append("  assert v.version.minor + 1 >= 15, \"no #{v.version}\"\nend\n");
        }
        String whole = text.toString();
        assertTimeout(Duration.ofMinutes(3), () -> sound(whole));
    }

    @Test
    void many_mistakes_and_long_lines_end_in_diagnostics() {
        StringBuilder text = new StringBuilder("runbook \"Large\"\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("note nothing_like_").append(i).append("\n");
        }
        assertTimeout(
                Duration.ofMinutes(3),
                () -> assertEquals(500, codes(text.toString()).size()));
        String line = "runbook \"Long\"\nfor x in [" + "1, ".repeat(100_000) + "1] do\n  note \"#{x}\"\nend\n";
        assertTimeout(Duration.ofMinutes(3), () -> sound(line));
        String chain = "runbook \"Long\"\nnote \"#{1" + " + 1".repeat(50_000) + "}\"\n";
        assertTrue(!codes(chain).isEmpty());
    }

    @Test
    void blocks_in_blocks_without_end_are_a_mistake_and_no_overflow() {
        for (String block : List.of("if helm.repo?(\"x\")\n", "step \"S\" do\n", "for x in [1] do\n")) {
            String text = "runbook \"Deep\"\n" + block.repeat(5_000) + "note \"x\"\n" + "end\n".repeat(5_000);
            assertTrue(!codes(text).isEmpty());
        }
        assertTrue(!codes("runbook \"Deep\"\nnote \"#{" + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "}\"\n")
                .isEmpty());
    }

    @Test
    void a_default_may_use_earlier_inputs_only() {
        sound("runbook \"A\"\nparam :a, \"A\", default: \"x\"\nparam :b, \"B\", default: \"#{a}-b\"\nnote b\n");
        assertEquals(
                List.of(Code.RB0221),
                codes(
                        "runbook \"A\"\nparam :b, \"B\", default: \"#{a}-b\"\nparam :a, \"A\", default: \"x\"\nnote \"#{a}#{b}\"\n"));
    }
}
