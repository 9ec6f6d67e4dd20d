package dev.runbook.provider.helm;

import static dev.runbook.provider.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.golden.Golden;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.signature.Parameter;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HelmCommandsTest {
    private static final Golden GOLDEN = Golden.of("action");
    private static final List<String> VERSIONS = List.of(
            "3.2.4", "3.4.2", "3.5.4", "3.7.2", "3.8.2", "3.12.3", "3.14.4", "3.16.4", "3.17.0", "3.22.0", "4.0.0",
            "4.3.1");

    /** Every option of the catalogue, once for each version of helm. */
    @Test
    void every_option_is_written_as_each_helm_wants_it() throws IOException, InterruptedException {
        StringBuilder table = new StringBuilder();
        for (String action : List.of("helm.upgrade", "helm.rollback", "helm.uninstall")) {
            Signature signature = signature(action);
            for (Parameter option : signature.options()) {
                if (option.name().equals("namespace")) {
                    continue;
                }
                List<Value> positional = action.equals("helm.upgrade") ? texts("coder", "coder/coder") : texts("coder");
                section(
                        table,
                        action + " " + option.name() + ":",
                        calls -> calls.call(action, positional, option.name(), sample(option)));
            }
        }
        section(
                table,
                "uninstall that waits in its own way",
                c -> c.call("helm.uninstall", texts("coder"), "wait", true, "cascade", "background"));
        section(
                table,
                "upgrade with the legacy wait",
                c -> c.call("helm.upgrade", texts("coder", "./c"), "wait", true, "wait_strategy", "legacy"));
        section(
                table,
                "upgrade that forces with server-side apply, as the text says",
                c -> c.call("helm.upgrade", texts("coder", "./c"), "force", true, "server_side", "auto"));
        section(
                table,
                "upgrade that helm applies itself",
                c -> c.call("helm.upgrade", texts("coder", "./c"), "server_side", "false"));
        section(table, "refresh one repository", c -> c.call("helm.repo_update", texts("coder")));
        section(table, "refresh all repositories", c -> c.call("helm.repo_update", List.of()));
        section(
                table,
                "add a repository",
                c -> c.call("helm.repo_add", texts("coder", "https://helm.coder.com"), "force_update", true));
        section(
                table,
                "the guide's upgrade",
                c -> c.call(
                        "helm.upgrade",
                        texts("coder", "coder/coder"),
                        "version",
                        new Value.Version(SemanticVersion.parse("1.16.1").orElseThrow()),
                        "values",
                        "current-values.yml",
                        "install",
                        true,
                        "atomic",
                        true,
                        "wait",
                        true,
                        "timeout",
                        Duration.ofMinutes(10)));
        section(
                table,
                "an upgrade of which little is known yet",
                c -> c.call(
                        "helm.upgrade",
                        List.of(Value.of("coder"), new Value.Unknown("chart", "later")),
                        "version",
                        new Value.Unknown("target.version", "later"),
                        "values",
                        new Value.Unknown("values", "later"),
                        "namespace",
                        new Value.Unknown("namespace", "later")));
        GOLDEN.check("helm-commands.txt", table.toString());
    }

    @Test
    void what_an_action_intends_is_what_it_runs() throws Exception {
        Calls calls = new Calls("v3.22.0");
        calls.files.put("current-values.yml", "a: 1\n");
        Call call = calls.call("helm.upgrade", texts("coder", "coder/coder"), "values", "current-values.yml");
        new HelmUpgrade().perform(call, (stream, line) -> {});
        Intent intended = new HelmUpgrade().intent(call);
        assertEquals(
                List.of(intended),
                calls.helm.asked.stream()
                        .filter(asked -> asked.arguments().contains("upgrade"))
                        .map(asked -> new Intent.Command(asked.arguments()))
                        .toList());
    }

    @Test
    void an_option_that_this_helm_does_not_have_is_a_failure_before_it_starts() throws Exception {
        Calls calls = new Calls("v3.8.2");
        Outcome outcome = new HelmUpgrade()
                .perform(
                        calls.call("helm.upgrade", texts("coder", "./c"), "take_ownership", true),
                        (stream, line) -> {});
        assertTrue(
                outcome instanceof Outcome.NotDone(var failure)
                        && failure.summary().equals("take_ownership: needs helm 3.17 or newer; this is helm 3.8.2"),
                outcome::toString);
        assertEquals(List.of(), calls.helm.commands());
    }

    @Test
    void values_of_many_kinds_reach_the_chart_as_they_are() throws InterruptedException {
        Map<String, Value> set = new LinkedHashMap<>();
        set.put("text", Value.of("a,b={c}\\d"));
        set.put("number", Value.of(3));
        set.put("truth", Value.TRUE);
        set.put("nothing", Value.NIL);
        set.put("looks.like.a.number", Value.of("1.10"));
        set.put("list", new Value.List(texts("x", "y,z")));
        Calls calls = new Calls("v3.22.0");
        Intent intent =
                new HelmUpgrade().intent(calls.call("helm.upgrade", texts("coder", "./c"), "set", new Value.Map(set)));
        assertEquals(
                List.of(
                        "--set-string=text=a\\,b=\\{c\\}\\\\d",
                        "--set=number=3",
                        "--set=truth=true",
                        "--set=nothing=null",
                        "--set-string=looks.like.a.number=1.10",
                        "--set-string=list={x,y\\,z}"),
                ((Intent.Command) intent)
                        .arguments().stream().filter(a -> a.startsWith("--set")).toList());
    }

    @Test
    void a_values_file_of_any_name_is_one_file() throws InterruptedException {
        String folder = Path.of("").toAbsolutePath().toString();
        assertEquals("--values=current-values.yml", valuesFlag("current-values.yml"));
        assertEquals("--values=\"a,b.yml\"", valuesFlag("a,b.yml"));
        assertEquals("--values=\"say \"\"hi\"\".yml\"", valuesFlag("say \"hi\".yml"));
        assertEquals("--values=" + folder + "/-", valuesFlag("-"));
        assertEquals("--values=" + folder + "/https:/x", valuesFlag("https://x"));
        assertEquals("--values=--post-renderer=/tmp/x", valuesFlag("--post-renderer=/tmp/x"));
    }

    @Test
    void a_secret_never_stands_in_an_argument_list() throws Exception {
        Calls calls = new Calls("v3.22.0");
        Value set = new Value.Map(Map.of("password", new Value.Secret("database", "hunter2")));
        Outcome outcome = new HelmUpgrade()
                .perform(calls.call("helm.upgrade", texts("coder", "./c"), "set", set), (stream, line) -> {});
        assertTrue(outcome instanceof Outcome.NotDone(var failure)
                && failure.summary()
                        .contains("is the secret database, and a secret is not put where others can read it"));
        assertTrue(outcome.toString().indexOf("hunter2") < 0);
        assertEquals(List.of(), calls.helm.commands());
    }

    private static String valuesFlag(String path) throws InterruptedException {
        Intent intent = new HelmUpgrade()
                .intent(new Calls("v3.22.0").call("helm.upgrade", texts("coder", "./c"), "values", path));
        return ((Intent.Command) intent).arguments().get(4);
    }

    private static void section(StringBuilder table, String title, Function<Calls, Call> make)
            throws InterruptedException {
        table.append("# ").append(title).append('\n');
        Map<String, Set<String>> versions = new LinkedHashMap<>();
        for (String version : VERSIONS) {
            Call call = make.apply(new Calls("v" + version));
            versions.computeIfAbsent(words(call), w -> new java.util.LinkedHashSet<>())
                    .add(version);
        }
        versions.forEach((words, which) -> {
            String label = which.size() == VERSIONS.size() ? "every helm" : String.join(" ", which);
            table.append(label).append("\n    ").append(words).append('\n');
        });
        table.append('\n');
    }

    private static String words(Call call) throws InterruptedException {
        Action action = List.<Action>of(
                        new HelmUpgrade(),
                        new HelmRollback(),
                        new HelmUninstall(),
                        new HelmRepoAdd(),
                        new HelmRepoUpdate())
                .stream()
                .filter(a -> a.name().equals(call.signature().name()))
                .findFirst()
                .orElseThrow();
        try {
            return String.join(" ", ((Intent.Command) action.intent(call)).arguments());
        } catch (Failed e) {
            return "refused: " + e.failure().summary().replaceFirst("; this is helm .*", "");
        }
    }

    private static Object sample(Parameter option) {
        if (!option.oneOf().isEmpty()) {
            return option.oneOf().getFirst();
        }
        return switch (option.type().title()) {
            case "boolean" -> true;
            case "integer" -> 5;
            case "duration" -> Duration.ofSeconds(90);
            case "map" -> new Value.Map(Map.of("image.tag", Value.of("1.2")));
            case "list of strings" -> new Value.List(texts("a.yml", "b.yml"));
            default -> "1.2.3";
        };
    }

    private static Signature signature(String name) {
        return HelmSignatures.all().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
