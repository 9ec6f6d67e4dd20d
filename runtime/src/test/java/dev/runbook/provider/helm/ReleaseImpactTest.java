package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change of a release takes away, by helm's own rendering and the objects that are there. */
class ReleaseImpactTest extends ReleaseImpactHarness {
    @Test
    void an_upgrade_is_held_against_the_last_deployed_revision() throws InterruptedException {
        stored(3, CLAIM.formatted(""), INGRESS);
        stored(4, INGRESS);
        rendered(INGRESS);
        there(CLAIM.formatted(", namespace: shop, uid: c1"));
        assertEquals(List.of("persistentvolumeclaim/data"), losses(upgrade()));
        assertEquals(
                List.of(
                        "helm history shop --output=json --namespace=shop",
                        "helm get manifest shop --revision=3 --namespace=shop",
                        "helm upgrade shop ./shop --values=v.yml --version=2.0.0 --install --dry-run=server --output=json"
                                + " --namespace=shop",
                        "helm get hooks shop --revision=3 --namespace=shop"),
                calls.helm.commands());
    }

    /** With --reuse-values helm would take the defaults of the chart that is left. */
    @Test
    void before_the_export_the_values_of_the_release_are_given_as_a_file() throws InterruptedException {
        calls.files.remove("v.yml");
        stored(3, INGRESS);
        rendered(INGRESS);
        upgrade();
        String command = calls.helm.commands().stream()
                .filter(asked -> asked.startsWith("helm upgrade"))
                .findFirst()
                .orElseThrow();
        assertTrue(command.matches(".* --values=/\\S+/values.yaml .*"), command);
        assertFalse(command.contains("reuse"), command);
    }

    @Test
    void what_the_cluster_has_no_more_stops_all_three_before_they_begin() throws InterruptedException {
        String probe = "{apiVersion: gone.example.com/v1beta1, kind: Probe, metadata: {name: home}}";
        stored(3, INGRESS, probe);
        stored(4, INGRESS, probe);
        rendered(INGRESS);
        for (Change change : List.<Change>of(
                this::upgrade,
                this::uninstall,
                () -> impact("helm.rollback", List.of(Value.of("shop"), Value.of(3))))) {
            Failed stopped = assertThrows(Failed.class, change::impact);
            assertEquals(FailureClass.RemovedApi, stopped.failure().kind());
            assertTrue(
                    stopped.failure().summary().contains("gone.example.com/v1beta1/Probe (probe/home)"),
                    stopped.failure().summary());
        }
    }

    private interface Change {
        Impact impact() throws InterruptedException;
    }

    @Test
    void of_an_upgrade_the_object_says_whether_it_is_kept_and_of_an_uninstall_the_manifest()
            throws InterruptedException {
        stored(3, CLAIM.formatted(KEEP));
        stored(4, CLAIM.formatted(KEEP));
        rendered(INGRESS);
        there(CLAIM.formatted(", namespace: shop, uid: c1"));
        assertEquals(List.of("persistentvolumeclaim/data"), losses(upgrade()));
        assertEquals(List.of(), losses(uninstall()));
        stored(3, CLAIM.formatted(""));
        stored(4, CLAIM.formatted(""));
        there(CLAIM.formatted(", namespace: shop, uid: c1" + KEEP));
        assertEquals(List.of(), losses(upgrade()));
        assertEquals(List.of("persistentvolumeclaim/data"), losses(uninstall()));
    }

    /** Such as a definition that the chart had in crds/ before. */
    @Test
    void what_is_there_already_is_not_made() throws InterruptedException {
        stored(3, INGRESS);
        rendered(INGRESS, SECRET.formatted("", "eA=="), CLAIM.formatted(""));
        there(CLAIM.formatted(", namespace: shop, uid: c1"));
        Impact impact = upgrade();
        assertEquals(
                List.of("secret/auth"),
                impact.created().stream().map(ResourceId::shortName).toList());
        assertEquals(
                List.of("persistentvolumeclaim/data"),
                impact.changed().stream().map(ResourceId::shortName).toList());
    }

    @Test
    void what_an_upgrade_takes_over_goes_when_it_fails_and_helm_undoes_it() throws InterruptedException {
        stored(3, INGRESS);
        rendered(INGRESS, CLAIM.formatted(""));
        there(CLAIM.formatted(", namespace: shop, uid: c1"));
        String loss = "persistentvolumeclaim/data, if the upgrade fails and helm undoes it";
        assertEquals(List.of(loss), losses(upgrade()));
        there(CLAIM.formatted(", namespace: shop, uid: c1" + KEEP));
        assertEquals(List.of(), losses(upgrade()), "a rollback leaves what says that it is kept");
    }

    @Test
    void what_a_first_install_takes_over_goes_when_it_fails_and_helm_undoes_it() throws InterruptedException {
        String owner = ", annotations: {meta.helm.sh/release-name: shop, meta.helm.sh/release-namespace: shop%s},"
                + " labels: {app.kubernetes.io/managed-by: Helm}";
        calls.helm.fails("history", "Error: release: not found");
        rendered(INGRESS, CLAIM.formatted(""));
        there(CLAIM.formatted(", namespace: shop, uid: c1"));
        assertEquals(List.of(), losses(upgrade()), "it is nobody's, and helm refuses it");
        there(CLAIM.formatted(", namespace: shop, uid: c1" + owner.formatted("")));
        assertEquals(List.of("persistentvolumeclaim/data, if the install fails and helm undoes it"), losses(upgrade()));
        rendered(INGRESS, CLAIM.formatted(KEEP));
        assertEquals(List.of(), losses(upgrade()), "an uninstall goes by the manifest");
        rendered(INGRESS, CLAIM.formatted(""));
        there(CLAIM.formatted(", namespace: shop, uid: c1" + owner.formatted(", helm.sh/resource-policy: keep")));
        assertEquals(1, losses(upgrade()).size(), "and not by the object");
    }

    @Test
    void a_secret_that_a_first_install_takes_over_has_values_that_no_chart_has() throws InterruptedException {
        calls.helm.fails("history", "Error: release: not found");
        rendered(SECRET.formatted("", base64("of the chart")));
        there(SECRET.formatted(
                ", namespace: shop, uid: s1, annotations: {meta.helm.sh/release-name: shop,"
                        + " meta.helm.sh/release-namespace: shop}, labels: {app.kubernetes.io/managed-by: Helm}",
                base64("by hand")));
        assertEquals(
                List.of(
                        "secret/auth with password, which stands nowhere else, if the install fails and helm undoes it"),
                losses(upgrade()));
    }

    @Test
    void a_custom_resource_that_its_operator_clears_away_does_not_come_back() throws InterruptedException {
        String thing = "{apiVersion: example.com/v1, kind: Thing, metadata: {name: main%s}}";
        stored(4, thing.formatted(""), thing.formatted("").replace("main", "plain"));
        there(thing.formatted(", namespace: shop, uid: t1, finalizers: [example.com/cleanup]"));
        there(thing.formatted(", namespace: shop, uid: t2").replace("main", "plain"));
        assertEquals(
                List.of("thing/main with what its operator clears away (finalizer example.com/cleanup)"),
                losses(uninstall()));
    }

    @Test
    void custom_resources_with_a_finalizer_go_before_an_operator_and_only_before_one() throws InterruptedException {
        String thing = "{apiVersion: example.com/v1, kind: Thing, metadata: {name: main%s}}";
        stored(3, thing.formatted(""), SET.formatted("", 1, "a", "a"));
        rendered(INGRESS);
        there(thing.formatted(", namespace: shop, uid: t1, finalizers: [example.com/cleanup]"));
        perform();
        assertEquals(List.of(), cluster.changes, "the set is not there");
        there(SET.formatted(", namespace: shop, uid: s1", 1, "a", "a"));
        perform();
        assertEquals(List.of("delete thing/main t1"), cluster.changes);
        there(thing.formatted(", namespace: shop, uid: t2, finalizers: [example.com/cleanup], annotations:"
                + " {helm.sh/resource-policy: keep}"));
        perform();
        assertEquals(1, cluster.changes.size(), "this one is kept");
    }

    private void perform() throws InterruptedException {
        assertEquals(
                Outcome.done(""),
                new HelmUpgrade()
                        .perform(
                                calls.call("helm.upgrade", Calls.texts("shop", "./shop"), "namespace", "shop"),
                                Processes.Output.NONE));
    }

    @Test
    void of_a_secret_that_is_replaced_the_values_are_lost_that_the_chart_does_not_have() throws InterruptedException {
        there(SECRET.formatted(", namespace: shop, uid: s1", base64("made up")));
        calls.helm.prints("template", manifest(SECRET.formatted("", base64("another"))));
        assertEquals(
                List.of("secret/auth with password, which stands nowhere else"),
                losses(replace("Secret", "auth", "s1")));
        calls.helm.prints("template", manifest(SECRET.formatted("", base64("made up"))));
        assertEquals(List.of(), losses(replace("Secret", "auth", "s1")));
    }

    @Test
    void what_serves_or_guards_traffic_is_missed_when_an_upgrade_drops_it() throws InterruptedException {
        String policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: guard%s}}";
        String service = "{apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {type: %s}}";
        stored(
                3,
                INGRESS,
                policy.formatted(""),
                service.formatted("open", "NodePort"),
                service.formatted("own", "ClusterIP"));
        rendered(CLAIM.formatted(""));
        String here = ", namespace: shop, uid: ";
        there(INGRESS.replace("name: web", "name: web" + here + "i1"));
        there(policy.formatted(here + "p1"));
        there(service.formatted("open" + here + "s1", "NodePort"));
        there(service.formatted("own" + here + "s2", "ClusterIP"));
        assertEquals(
                List.of(
                        "ingress/web, which serves traffic",
                        "networkpolicy/guard, which guards traffic",
                        "service/open, which serves traffic as NodePort"),
                losses(upgrade()));
        assertEquals(4, upgrade().removed().size());
        stored(4, INGRESS);
        assertEquals(List.of(), losses(uninstall()), "an install brings it back");
    }

    @Test
    void a_secret_that_every_rendering_makes_up_is_lost_and_one_that_is_given_is_not() throws InterruptedException {
        String live = SECRET.formatted(", namespace: shop, uid: s1", base64("old"));
        stored(3, SECRET.formatted("", base64("old")));
        there(live);
        rendered(SECRET.formatted("", base64("new")));
        assertEquals(List.of(), losses(upgrade()), "two renderings say the same: somebody has changed it");
        calls.helm.alternates(
                "upgrade", json(SECRET.formatted("", base64("one"))), json(SECRET.formatted("", base64("two"))));
        assertEquals(List.of("secret/auth, of which the chart makes up anew: password"), losses(upgrade()));
    }

    @Test
    void a_certificate_that_every_rendering_renews_is_a_cost() throws InterruptedException {
        String certificate = "-----BEGIN CERTIFICATE-----\nMII";
        there(SECRET.formatted(", namespace: shop, uid: s1", base64(certificate)));
        stored(3, SECRET.formatted("", base64(certificate)));
        calls.helm.alternates(
                "upgrade",
                json(SECRET.formatted("", base64(certificate + "one"))),
                json(SECRET.formatted("", base64(certificate + "two"))));
        Impact impact = upgrade();
        assertEquals(List.of(), impact.losses());
        assertEquals(List.of("secret/auth gets a new certificate: password"), impact.costs());
    }

    @Test
    void of_a_secret_that_goes_only_what_stands_nowhere_else_is_lost() throws InterruptedException {
        stored(4, SECRET.formatted("", base64("given")));
        there(SECRET.formatted(", namespace: shop, uid: s1", base64("given")));
        assertEquals(List.of(), losses(uninstall()), "the values of the release have it");
        there(SECRET.formatted(", namespace: shop, uid: s1", base64("made up")));
        assertEquals(List.of("secret/auth with password, which stands nowhere else"), losses(uninstall()));
        there("{apiVersion: v1, kind: Secret, metadata: {name: own, namespace: shop, uid: s2}, data: {key: %s}}"
                .formatted(base64("made up")));
        assertEquals(List.of(), losses(uninstall()), "a Secret that stays has it");
    }

    @Test
    void replicas_that_somebody_has_set_are_a_cost() throws InterruptedException {
        stored(3, SET.formatted("", 1, "a", "a"));
        rendered(SET.formatted("", 1, "a", "a"));
        there(SET.formatted(", namespace: shop, uid: s1", 6, "a", "a"));
        assertEquals(
                List.of("statefulset/db goes from 6 replicas to 1"), upgrade().costs());
    }

    @Test
    void a_rollback_is_held_against_the_newest_revision() throws InterruptedException {
        stored(4, CLAIM.formatted(""));
        stored(3, INGRESS);
        there(CLAIM.formatted(", namespace: shop, uid: c1"));
        assertEquals(
                List.of("persistentvolumeclaim/data"),
                losses(impact("helm.rollback", List.of(Value.of("shop"), Value.of(3)))));
    }

    @Test
    void a_release_that_is_not_there_loses_nothing() throws InterruptedException {
        calls.helm.fails("history", "Error: release: not found");
        assertEquals(Impact.NONE, upgrade());
        assertEquals(Impact.NONE, uninstall());
    }

    @Test
    void the_pods_of_a_stateful_set_stay_where_the_new_one_takes_them_over() throws InterruptedException {
        there(SET.formatted(", namespace: shop, uid: s1", 1, "a", "a"));
        rendered(SET.formatted("", 1, "a", "b"));
        assertEquals(
                List.of("statefulset/db is made again; its pods stay"),
                replace("StatefulSet", "db", "s1").costs());
        rendered(SET.formatted("", 1, "other", "other"));
        assertEquals(
                List.of("statefulset/db is made again, and its pods with it"),
                replace("StatefulSet", "db", "s1").costs());
        calls.helm.fails("upgrade", "Error: the chart cannot be rendered");
        assertEquals(
                List.of("statefulset/db is made again, and its pods with it"),
                replace("StatefulSet", "db", "s1").costs());
    }

    /** What a question says of the other way is never an empty sentence. */
    @Test
    void of_what_cannot_be_rendered_any_more_each_way_says_so() throws InterruptedException {
        there(SET.formatted(", namespace: shop, uid: s1", 1, "a", "a"));
        stored(3, SET.formatted("", 1, "a", "a"));
        stored(4, SET.formatted("", 1, "a", "a"));
        calls.helm.fails("upgrade", "Error: the chart cannot be rendered");
        calls.helm.fails("template", "Error: the chart cannot be rendered");
        assertEquals(
                "what it costs is not known, since it cannot be rendered: the chart cannot be rendered", changes());
        assertEquals(
                "statefulset/db goes; what else it costs is not known, since it cannot be rendered: the chart cannot be rendered",
                changes("reinstall", true));
        assertEquals(
                "not possible, nothing was deleted, since the upgrade that makes it again would fail: the chart cannot be rendered",
                changes("replacing", objects("StatefulSet", "db", "s1").getFirst()));
    }

    private String changes(Object... options) throws InterruptedException {
        List<Object> all = new ArrayList<>(List.of("namespace", "shop", "values", "v.yml"));
        all.addAll(List.of(options));
        Value changes =
                new ReleaseChanges().read(calls.call("release_changes", Calls.texts("shop", "./shop"), all.toArray()));
        return ValueText.of(((Value.Entity) changes).fields().getOrDefault("summary", Value.NIL));
    }

    @Test
    void a_claim_is_never_replaced() throws InterruptedException {
        there(CLAIM.formatted(", namespace: shop, uid: c1"));
        Outcome outcome = new HelmReplace()
                .perform(
                        calls.call("helm.replace", objects("PersistentVolumeClaim", "data", "c1")),
                        Processes.Output.NONE);
        assertEquals(
                "persistentvolumeclaim/data is never replaced: what it holds would be lost",
                ((Outcome.NotDone) outcome).failure().summary());
        assertEquals(List.of(), cluster.changes);
    }

    private Impact replace(String kind, String name, String uid) throws InterruptedException {
        return impact("helm.replace", objects(kind, name, uid));
    }

    private static List<Value> objects(String kind, String name, String uid) {
        String api = kind.equals("StatefulSet") ? "apps/v1" : "v1";
        return List.of(
                new Resources("objects", List.of(new ResourceId(api, kind, "shop", name, uid)), List.of(), false),
                Value.of("shop"),
                Value.of("./shop"));
    }

    @Test
    void a_rollback_says_which_secrets_have_other_values_again() throws InterruptedException {
        stored(3, SECRET.formatted("", base64("first")));
        stored(4, SECRET.formatted("", base64("second")));
        there(SECRET.formatted(", namespace: shop, uid: s1", base64("second")));
        Impact impact = impact("helm.rollback", List.of(Value.of("shop"), Value.of(3)));
        assertEquals(List.of(), losses(impact));
        assertEquals(List.of("secret/auth has the values of revision 3 again: password"), impact.costs());
    }
}
