package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.Impact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes for good although the object that had it stays. */
class ChangeLossesTest {
    private static final String SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: web%s}, spec: {type: %s}}";
    private static final String SET =
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db%s}, spec: {replicas: %s, persistentVolumeClaimRetentionPolicy: {whenScaled: %s}, volumeClaimTemplates: [{metadata: {name: data}}]}}";
    private static final String SECRET = "{apiVersion: v1, kind: Secret, metadata: {name: auth%s}, data: {%s}}";
    private static final String LIVE = ", namespace: shop, uid: u1";

    private final FakeCluster cluster = new FakeCluster();
    private Calls calls = new Calls("v3.22.0");

    @BeforeEach
    void release() {
        calls.cluster = cluster;
        calls.writer = cluster;
        calls.files.put("v.yml", "a: b");
        calls.helm.prints("history", "[{\"revision\":3,\"status\":\"deployed\",\"chart\":\"shop-1.0.0\"}]");
        calls.helm.prints("get values", "{password: given}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LoadBalancer | LoadBalancer | ClusterIP    | service/web, which serves traffic as LoadBalancer and becomes ClusterIP
            LoadBalancer | LoadBalancer | NodePort     | service/web, which serves traffic as LoadBalancer and becomes NodePort
            NodePort     | NodePort     | ExternalName | service/web, which serves traffic as NodePort and becomes ExternalName
            LoadBalancer | ClusterIP    | ClusterIP    | service/web, which serves traffic as LoadBalancer and becomes ClusterIP
            NodePort     | NodePort     | LoadBalancer |
            ClusterIP    | ClusterIP    | LoadBalancer |
            ClusterIP    | ClusterIP    | ExternalName |
            """)
    void a_service_that_is_reached_from_outside_no_more(String live, String before, String after, String lost)
            throws InterruptedException {
        cluster.has(SERVICE.formatted(LIVE, live));
        upgrade(SERVICE.formatted("", before), SERVICE.formatted("", after));
        assertEquals(lost == null ? List.of() : List.of(lost), losses());
    }

    /** What helm has never written, it leaves. */
    @Test
    void a_type_that_no_manifest_names_stays() throws InterruptedException {
        String silent = "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {a: %s}}";
        cluster.has(SERVICE.formatted(LIVE, "LoadBalancer"));
        upgrade(silent.formatted("1"), silent.formatted("2"));
        assertEquals(List.of(), losses());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | Delete | persistentvolumeclaim/data-db-1, since statefulset/db is scaled down
            1 | Retain |
            2 | Delete |
            """)
    void the_claims_of_a_set_that_is_scaled_down(int replicas, String policy, String lost) throws InterruptedException {
        cluster.has(SET.formatted(LIVE, 2, "Retain"));
        for (String claim : List.of("data-db-0", "data-db-1", "data-db-x", "other-db-1")) {
            cluster.has("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: %s, namespace: shop, uid: %s}}"
                    .formatted(claim, claim));
        }
        upgrade(SET.formatted("", 2, "Retain"), SET.formatted("", replicas, policy));
        assertEquals(lost == null ? List.of() : List.of(lost), losses());
    }

    @Test
    void a_number_of_replicas_that_is_written_no_more_is_one() throws InterruptedException {
        cluster.has(SET.formatted(LIVE, 2, "Retain"));
        cluster.has(
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-db-1, namespace: shop, uid: c1}}");
        upgrade(SET.formatted("", 2, "Retain"), SET.formatted("", 2, "Delete").replace("replicas: 2, ", ""));
        assertEquals(List.of("persistentvolumeclaim/data-db-1, since statefulset/db is scaled down"), losses());
        assertEquals(List.of("statefulset/db goes from 2 replicas to 1"), impact().costs());
    }

    @Test
    void the_claims_of_a_set_that_goes_under_another_name_are_told_as_a_cost() throws InterruptedException {
        cluster.has(SET.formatted(LIVE, 1, "Retain"));
        cluster.has(
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-db-0, namespace: shop, uid: c0}}");
        upgrade(SET.formatted("", 1, "Retain"), SET.formatted("", 1, "Retain").replace("name: db", "name: postgresql"));
        assertEquals(
                List.of("statefulset/db goes, and persistentvolumeclaim/data-db-0, which stays, is used by nothing"),
                impact().costs());
        assertEquals(List.of(), losses());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            made up, and then written over      | made-up | made-up | fresh | fixed | secret/auth with p, which stands nowhere else, and is written over
            changed by hand, and written back   | by-hand | fixed   | fixed | fixed | secret/auth with p, which stands nowhere else, and is written over
            made up, and then left out          | made-up | made-up | fresh |       | secret/auth with p, which stands nowhere else, and is written over
            made of the chart's files           | one     | one     | one   | two   |
            made of the values                  | given   | given   | given | other |
            made up, and looked up since        | made-up | made-up | fresh | made-up |
            """)
    void a_value_of_a_secret(String what, String live, String stored, String again, String next, String lost)
            throws IOException, InterruptedException {
        cluster.has(SECRET.formatted(LIVE, data(live)));
        record(SECRET.formatted("", data(stored)), "");
        calls.helm.prints("template", "---\n" + SECRET.formatted("", data(again)) + "\n");
        upgrade(SECRET.formatted("", data(stored)), SECRET.formatted("", next == null ? "" : data(next)));
        assertEquals(lost == null ? List.of() : List.of(lost), losses(), what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            changed by hand, and made as before | by-hand | fixed | fixed | secret/auth with p, which stands nowhere else, and is not made again
            added by hand                       | by-hand |       |       | secret/auth with p, which stands nowhere else, and is not made again
            made of the values                  | given   | given | other |
            made again as it is                 | fixed   | fixed | fixed |
            """)
    void a_value_of_a_secret_that_an_uninstall_takes(String what, String live, String stored, String next, String lost)
            throws IOException, InterruptedException {
        cluster.has(SECRET.formatted(LIVE, data(live)));
        record(SECRET.formatted("", stored == null ? "" : data(stored)), "");
        calls.helm.prints(
                "get manifest shop --revision=3",
                "---\n" + SECRET.formatted("", stored == null ? "" : data(stored)) + "\n");
        calls.helm.prints("template", "---\n" + SECRET.formatted("", next == null ? "" : data(next)) + "\n");
        List<String> losses = new HelmUninstall()
                        .impact(calls.call(
                                "helm.uninstall",
                                Calls.texts("shop"),
                                "chart",
                                "./shop",
                                "values",
                                "v.yml",
                                "namespace",
                                "shop"))
                        .losses()
                        .stream()
                        .map(Impact.Loss::words)
                        .toList();
        assertEquals(lost == null ? List.of() : List.of(lost), losses, what);
    }

    /** Each would be where the other's value stands as well. */
    @Test
    void two_secrets_that_go_do_not_vouch_for_each_other() throws IOException, InterruptedException {
        String other = SECRET.formatted("%s", data("made-up")).replace("name: auth", "name: other");
        cluster.has(SECRET.formatted(LIVE, data("made-up")));
        cluster.has(other.formatted(LIVE.replace("u1", "u2")));
        String stored = SECRET.formatted("", data("made-up")) + "\n---\n" + other.formatted("");
        record(SECRET.formatted("", data("made-up")), "");
        calls.helm.prints("template", "---\n" + SECRET.formatted("", data("fresh")) + "\n");
        upgrade(stored, SECRET.formatted("", data("fixed")));
        assertEquals(
                List.of(
                        "secret/other with p, which stands nowhere else",
                        "secret/auth with p, which stands nowhere else, and is written over"),
                losses());
    }

    /** Helm does not keep the charts that a chart depends on: it cannot be rendered again. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            qW3rT9xZ01                           | secret/auth with p, which stands nowhere else, and is written over
            aGVsbG8gd29ybGQsIGhvdw==             | secret/auth with p, which stands nowhere else, and is written over
            0b5a1b5e-5b5c-4d5e-8f5a-1b2c3d4e5f60 | secret/auth with p, which stands nowhere else, and is written over
            demo-postgresql                      |
            receivers: [{name: Nobody0123}]      |
            admin                                |
            """)
    void a_value_of_a_chart_with_others_in_it(String value, String lost) throws IOException, InterruptedException {
        cluster.has(SECRET.formatted(LIVE, data(value)));
        record(SECRET.formatted("", data(value)), ", \"dependencies\": [{\"name\": \"db\", \"version\": \"1.0.0\"}]");
        upgrade(SECRET.formatted("", data(value)), SECRET.formatted("", data("another")));
        assertEquals(lost == null ? List.of() : List.of(lost), losses());
    }

    /** What a controller has put there. */
    @Test
    void a_value_that_helm_has_never_written_stays() throws IOException, InterruptedException {
        cluster.has(SECRET.formatted(LIVE, data("filled")));
        record(SECRET.formatted("", ""), "");
        upgrade(SECRET.formatted("", ""), SECRET.formatted("", ""));
        assertEquals(List.of(), losses());
    }

    @Test
    void a_value_is_the_same_whether_it_is_written_as_text_or_as_data() throws InterruptedException {
        String text = "{apiVersion: v1, kind: Secret, metadata: {name: auth}, stringData: {p: \"grün\"}}";
        cluster.has(SECRET.formatted(LIVE, data("grün")));
        upgrade(text, text);
        assertEquals(List.of(), losses());
    }

    /** Helm 4 applies a hook over what is there, and deletes that with the hook; helm 3 stops at it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v3.22.0 | hook-succeeded                      |
            v4.3.1  | hook-succeeded                      | which a hook takes over and deletes
            v4.3.1  | hook-failed                         | which a hook takes over and deletes
            v4.3.1  | before-hook-creation,hook-succeeded | which a hook makes anew
            v3.22.0 | before-hook-creation                | which a hook makes anew
            """)
    void what_is_there_under_the_name_of_a_hook(String helm, String policy, String lost) throws InterruptedException {
        calls = new Calls(helm);
        release();
        String claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data%s}}";
        String hook = ", annotations: {helm.sh/hook: pre-upgrade, helm.sh/hook-delete-policy: '%s'}".formatted(policy);
        cluster.has(claim.formatted(LIVE));
        cluster.has(SECRET.formatted(", namespace: shop, uid: u2", data("old")));
        String settings = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}";
        calls.helm.prints("get manifest shop --revision=3", "---\n" + settings + "\n");
        calls.helm.prints(
                "upgrade",
                "{\"manifest\": \"---\\n%s\\n\", \"hooks\": [{\"manifest\": \"%s\"}, {\"manifest\": \"%s\"}]}"
                        .formatted(settings, claim.formatted(hook), SECRET.formatted(hook, data("old"))));
        List<String> expected = switch (lost) {
            case null -> List.of();
            case "which a hook makes anew" -> List.of("persistentvolumeclaim/data, " + lost);
            default ->
                List.of(
                        "persistentvolumeclaim/data, " + lost,
                        "secret/auth with p, which stands nowhere else, " + lost);
        };
        assertEquals(expected, losses());
    }

    private static String data(String value) {
        return "p: " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private void record(String manifest, String dependencies) throws IOException {
        String json =
                "{\"manifest\": \"%s\", \"config\": {}, \"chart\": {\"metadata\": {\"name\": \"shop\", \"version\": \"1.0.0\"%s}, \"templates\": [{\"name\": \"templates/all.yaml\", \"data\": \"\"}]}}"
                        .formatted(manifest, dependencies);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        }
        String once = Base64.getEncoder().encodeToString(packed.toByteArray());
        cluster.has(
                "{apiVersion: v1, kind: Secret, metadata: {name: sh.helm.release.v1.shop.v3, namespace: shop, uid: r3}, data: {release: %s}}"
                        .formatted(Base64.getEncoder().encodeToString(once.getBytes(StandardCharsets.UTF_8))));
    }

    private void upgrade(String before, String after) {
        calls.helm.prints("get manifest shop --revision=3", "---\n" + before + "\n");
        calls.helm.prints("upgrade", "{\"manifest\": \"---\\n" + after.replace("\"", "\\\"") + "\\n\"}");
    }

    private List<String> losses() throws InterruptedException {
        return impact().losses().stream().map(Impact.Loss::words).toList();
    }

    private Impact impact() throws InterruptedException {
        return new HelmUpgrade()
                .impact(calls.call(
                        "helm.upgrade",
                        Calls.texts("shop", "./shop"),
                        "version",
                        "2.0.0",
                        "values",
                        "v.yml",
                        "namespace",
                        "shop"));
    }
}
