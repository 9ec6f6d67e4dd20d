package dev.runbook.language.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run would refuse is refused by check, whichever way a value comes to where it is used. */
class KnownValuesTest {
    /** The mistakes of a runbook: the text that each points at, and the first words of what it says. */
    private static List<String> mistakes(String body) {
        return InMemoryFolder.diagnostics(InMemoryFolder.check("a.rb", "runbook \"A\"\n\n" + body)).stream()
                .map(d -> d.primary().span().text().lines().findFirst().orElse("") + " → " + d.what())
                .toList();
    }

    private static void only(String body, String... mistakes) {
        assertEquals(List.of(mistakes), mistakes(body), body);
    }

    private static void none(String body) {
        assertEquals(List.of(), mistakes(body), body);
    }

    private static String step(String... lines) {
        return "step \"One\" do\n" + List.of(lines).stream().map(l -> "  " + l).collect(Collectors.joining("\n"))
                + "\nend\n";
    }

    @Test
    void a_value_is_followed_through_names() {
        only(
                step("x = \"Coder D\"", "assert deployment(x).exists?"),
                "\"Coder D\" → \"Coder D\" cannot be the name of a deployment: did you mean coder-d?");
        only(
                step("x = \"v1/Node\"", "y = x", "assert resource(y).exists?"),
                "resource → resource needs one of a name, labels: and release:");
        only(
                "ns = \"Prod\"\nin_namespace ns\n" + step("note \"a\""),
                "\"Prod\" → \"Prod\" cannot be the name of a namespace: did you mean prod?");
        only(
                step("limit = 0.seconds", "wait up_to: limit until deployment(\"a\").ready?"),
                "0.seconds → `up_to:` of wait must be longer than zero");
        only(
                step("mode = \"fast\"", "helm.upgrade \"a\", \"b/c\", wait_strategy: mode"),
                "\"fast\" → `wait_strategy:` of helm.upgrade cannot be \"fast\"");
        only(step("old = \"1.x\"", "assert helm.version >= old"), "\"1.x\" → \"1.x\" is not a version");
        only(
                step("which = -1", "helm.rollback \"a\", which"),
                "-1 → `revision` of helm.rollback is a number from 0 to 2147483647");
    }

    @Test
    void a_value_is_followed_into_texts_and_out_of_lists() {
        only(
                step("site = \"Acme\"", "assert deployment(\"coder-#{site}\").exists?"),
                "\"coder-#{site}\" → \"coder-Acme\" cannot be the name of a deployment: did you mean coder-acme?");
        only(
                "for host in [\"a.example.com\", \"a b\"] do\n  note dns.lookup(host).join\nend\n",
                "\"a b\" → the name is \"a b\", which is not a DNS name");
        only(
                step("dns.update \"a.example.com\", [\"198.51.100.4\", \"198.51.100.400\"]"),
                "\"198.51.100.400\" → the address is \"198.51.100.400\", which looks like an IP address but is not one");
        only(
                step("files = [\"a.yml\", \"\"]", "helm.upgrade \"a\", \"b/c\", values: files"),
                "\"\" → the path of a file is empty");
        only(step("helm.repo_update \"a\", \"-b\""), "\"-b\" → \"-b\" cannot be the name of a chart repository");
    }

    @Test
    void a_value_is_followed_into_procedures() {
        String restart =
                "procedure :restart do |name|\n  step \"Restart\" do\n    resource.restart deployment(name)\n  end\nend\n";
        only(
                restart + "perform :restart, \"coderd\"\nperform :restart, \"Coder_D\"\n",
                "\"Coder_D\" → \"Coder_D\" cannot be the name of a deployment: did you mean coder-d?");
        only(
                restart.replace("deployment(name)", "deployment(\"a\")")
                        .replace("resource", "x = \"\"\n    run x\n    resource"),
                "restart → nothing uses the procedure `restart`",
                "\"\" → run was given a program without a name");
    }

    @Test
    void a_default_and_each_choice_is_tried() {
        only(
                "param :ns, \"Namespace\", default: \"Bad_NS\"\n"
                        + step("assert deployment(\"a\", namespace: ns).exists?"),
                "\"Bad_NS\" → \"Bad_NS\" cannot be the name of a namespace: did you mean bad-ns?");
        only(
                "param :kind, \"Kind\", one_of: [\"v1/Pod\", \"v1/\"], default: \"v1/Pod\"\n"
                        + step("assert resource(kind, \"a\").exists?"),
                "param :kind, \"Kind\", one_of: [\"v1/Pod\", \"v1/\"], default: \"v1/Pod\" → \"v1/\" is not a kind of object");
    }

    @Test
    void what_a_default_rules_out_is_not_told() {
        none("param :host, \"Host\", default: \"\"\n" + step("note dns.lookup(host).join if host != \"\""));
        none(
                "param :host, \"Host\", default: \"\"\nstep \"One\", unless: host.empty? do\n  note dns.lookup(host).join\nend\n");
        none("param :host, \"Host\", default: \"\"\nassert host != \"\"\n" + step("note dns.lookup(host).join"));
        none("param :host, \"Host\", default: \"\"\nif host == \"\"\n  finish \"none\"\nend\n"
                + step("note dns.lookup(host).join"));
        none("param :host, \"Host\", default: \"\"\n"
                + step("assert host == \"\" || dns.points_at?(host, \"198.51.100.4\")"));
        none("param :host, \"Host\", default: \"\"\n" + step("note \"#{dns.lookup(host, if: host != \"\")}\""));
    }

    @Test
    void what_is_ruled_out_by_a_default_is_still_tried_with_others() {
        only(
                "param :deep, \"Look into all\", default: false\nstep \"One\", if: deep do\n  x = \"A B\"\n  assert pod(x).exists?\nend\n",
                "\"A B\" → \"A B\" cannot be the name of a pod: did you mean a-b?");
    }

    @Test
    void labels_annotations_and_selectors_have_their_forms() {
        String on = "resource.label deployment(\"a\"), ";
        only(
                step(on + "{ \"-bad\" => \"x\" }"),
                "{ \"-bad\" => \"x\" } → \"-bad\" is not a key of a label or an annotation");
        only(
                step(on + "{ \"a/b/c\" => \"x\" }"),
                "{ \"a/b/c\" => \"x\" } → \"a/b/c\" is not a key of a label or an annotation");
        only(step(on + "{ team: \"a b\" }"), "{ team: \"a b\" } → \"a b\" is not a value of a label");
        only(
                step("team = \"plat form\"", on + "{ team: team }"),
                "{ team: team } → \"plat form\" is not a value of a label");
        only(
                step("resource.annotate deployment(\"a\"), { \"a b\" => \"x y\" }"),
                "{ \"a b\" => \"x y\" } → \"a b\" is not a key of a label or an annotation");
        only(
                step("assert pod(labels: \"app in web\").exists?"),
                "\"app in web\" → \"app in web\" is not a label selector");
        only(
                step("assert pod(labels: \"a=b,\").exists?"),
                "\"a=b,\" → \"a=b,\" is not a label selector: \"\" is not valid");
        none(step(
                on + "{ \"acme.example/team\" => \"platform-1\", team: nil, empty: \"\" }",
                "resource.annotate deployment(\"a\"), { \"Acme.example/owner\" => \"any text: at all\" }",
                "assert pod(labels: \"app=coderd,tier in (web, api),x notin (a),!old,new,a!=b,a==c,n>3\").exists?"));
    }

    @Test
    void a_program_needs_a_name_and_arguments_that_can_be_handed_over() {
        only(step("run \"\", \"a\""), "\"\" → run was given a program without a name");
        only(step("run \"  \""), "\"  \" → run was given a program without a name");
        only(
                step("run \"env\", env: { \"A=B\" => \"1\" }"),
                "run \"env\", env: { \"A=B\" => \"1\" } → \"A=B\" cannot be the name of a variable in env:");
        only(
                step("run \"a\", arguments: [\"{who}\"], fill: { name: \"x\" }"),
                "run \"a\", arguments: [\"{who}\"], fill: { name: \"x\" } → nothing fills {who} in the argument \"{who}\"");
        only(
                step("flag = \"-rf\"", "run \"rm\", flag"),
                "run \"rm\", flag → argument 1 of run begins with a dash and comes from a value: -rf");
        none(step("flag = \"-rf\"", "run \"rm\", flag, allow_dash: true", "run \"rm\", \"--\", flag"));
    }

    @Test
    void what_stands_together_in_a_call_must_fit() {
        only(
                step("dns.update \"a.example.com\", [\"198.51.100.4\", \"b.example.com\"]"),
                "dns.update \"a.example.com\", [\"198.51.100.4\", \"b.example.com\"]"
                        + " → a name cannot point at 198.51.100.4 and b.example.com at the same time");
        only(
                step("type = \"AAAA\"", "dns.update \"a.example.com\", \"198.51.100.4\", type: type"),
                "dns.update \"a.example.com\", \"198.51.100.4\", type: type → A 198.51.100.4 is not of the type AAAA");
        only(
                step("dns.update \"a.example.com\", []"),
                "dns.update \"a.example.com\", [] → there is no address to point a.example.com at");
        none(step("dns.update \"a.example.com\", [], remove: true"));
        String database = "secret :database, \"URL\"\n";
        only(
                database + step("n = 4", "postgres.dump database, to: \"a\", jobs: n"),
                "postgres.dump database, to: \"a\", jobs: n → pg_dump writes one file with one job only");
        only(
                database + step("postgres.dump database, to: \"a\", format: \"directory\", in_pod: true"),
                "postgres.dump → the pg_dump of a pod can only send one file");
        only(database + step("postgres.restore database, from: \"a\", jobs: 65"), "65 → 65 is not a number of jobs");
        only(
                database + step("postgres.dump database, to: \"a\", through: \"a/b/c\""),
                "\"a/b/c\" → through: \"a/b/c\" names no object of the cluster");
        only(
                step("assert resource(\"v1/Service\", \"Web_1\").exists?"),
                "resource → \"Web_1\" cannot be the name of a service: did you mean web-1?");
        none(step("assert resource(\"rbac.authorization.k8s.io/v1/ClusterRole\", \"system:node\").exists?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file.write \"\", \"a\"",
                "file.copy \"a\", \"b/..\"",
                "file.delete \".\"",
                "note file.read(\"/\")",
                "helm.get_values \"a\", to: \"\"",
                "helm.upgrade \"A\", \"b/c\"",
                "helm.upgrade \"a\", \"-b\"",
                "helm.upgrade \"a\", \"b/c\", version: \">=a\"",
                "helm.upgrade \"a\", \"b/c\", namespace: \"a.b\"",
                "helm.repo_add \"a/b\", \"https://charts.example.com\"",
                "helm.repo_add \"a\", \"charts.example.com\"",
                "assert http.ok?(\"https://example.com:99999/\")",
                "assert http.ok?(\"example.com\")",
                "note dns.lookup(\"a.example.com\", \"NONE\").join",
                "note dns.lookup(\"a.example.com\", at: \"ns1:0\").join",
                "resource.snapshot pvc(\"a\"), \"A\"",
                "resource.snapshot pvc(\"a\"), \"a\", snapshot_class: \"a b\"",
                "assert deployment(\"a\", labels: \"b=c\").exists?",
                "assert release_resources(\"A\").ready?",
                "note \"#{deployment(\"a\").field(\"a..b\")}\"",
                "confirm \"Go?\", show: \"\"",
            })
    void a_text_that_no_run_can_use_is_one_mistake(String line) {
        assertEquals(1, mistakes(step(line)).size(), () -> line + ": " + mistakes(step(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file.write \"out/a.txt\", \"\"",
                "assert !file.exists?(\"out\")",
                "helm.upgrade \"a\", \"./chart\", version: \"~1.16 || >=2, <3 || 4.1 - 4.3 || 5.x\"",
                "helm.upgrade \"a\", \"b/c\", namespace: \"\"",
                "helm.rollback \"a\", 0",
                "assert deployment(\"a\", namespace: \"\").exists?",
                "assert resource(\"certificates.cert-manager.io\", \"a\").exists?",
                "note dns.lookup(\"*.dev.example.com\", at: \"192.0.2.1:53, [2001:db8::1]:53\").join",
            })
    void what_a_run_can_use_is_none(String line) {
        none(step(line));
    }

    @Test
    void what_an_operator_gives_is_held_to_the_same() {
        Checked.Sound sound = (Checked.Sound) InMemoryFolder.check(
                "a.rb",
                "runbook \"A\"\n\nparam :ns, \"Namespace\", default: \"ok\"\nparam :host, \"Host\", optional: true\n\n"
                        + "in_namespace ns\n\n" + step("note dns.lookup(host).join if given? host"));
        CheckedRunbook runbook = sound.runbook();
        assertEquals(List.of(), given(runbook, Map.of("ns", Value.of("prod"), "host", Value.NIL)));
        assertEquals(
                List.of(
                        "\"Prod\" cannot be the name of a namespace: did you mean prod?",
                        "the name is \"a b\", which is not a DNS name"),
                given(runbook, Map.of("ns", Value.of("Prod"), "host", Value.of("a b"))));
    }

    private static List<String> given(CheckedRunbook runbook, Map<String, Value> inputs) {
        return Checker.given(runbook, inputs, ShippedProviders.ALL.catalogue()).stream()
                .map(Diagnostic::what)
                .toList();
    }

    @Test
    void no_length_of_time_is_longer_than_a_clock_counts() {
        only(step("wait 40_000.days"), "40_000.days → no runbook waits that long");
        only(
                "n = 40_000\n" + step("wait n.days"),
                "n.days → 40000.days is too long for a length of time, in n.days (a.rb:5:8)");
        only(
                step("wait 30_000.days + 30_000.days"),
                "30_000.days + 30_000.days → 30_000.days + 30_000.days is too large"
                        + " in 30_000.days + 30_000.days (a.rb:4:8)");
        only(
                step("dns.update \"a.example.com\", \"198.51.100.4\", ttl: 30_000.days"),
                "30_000.days → `ttl:` of dns.update is at most 24855 days");
    }

    @Test
    void loops_in_loops_over_long_lists_stay_quick() {
        String list = "[" + "\"a\", ".repeat(400) + "\"b\"]";
        String text = "names = " + list + "\nfor a in names do\n  for b in names do\n    for c in names do\n"
                + "      note \"#{a}#{b}#{c}\"\n    end\n  end\nend\n";
        assertTimeout(Duration.ofSeconds(20), () -> none(text));
    }
}
