package dev.runbook.rehearsal.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.api.ResourceTypes;
import dev.runbook.rehearsal.registry.Registry.Part;
import dev.runbook.rehearsal.store.Store;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The life of objects by the rules of the real server, and the texts of its refusals. */
class RegistryTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cemanager}
            spec:
              selector: {matchLabels: {app: a}}
              template:
                metadata: {labels: {app: a}}
                spec: {containers: [{name: c, image: 'i:1'}]}
            """;

    private final Registry registry = new Registry(new Store(100), new ResourceTypes());

    @BeforeEach
    void namespace() {
        create("{apiVersion: v1, kind: Namespace, metadata: {name: default}}");
    }

    @Test
    void a_new_object_gets_identity_defaults_and_a_first_generation() {
        ObjectNode made = create(DEPLOYMENT);
        assertFalse(Meta.uid(made).isEmpty());
        assertEquals(1, Meta.generation(made));
        assertEquals("25%", JsonTrees.text(made, "spec", "strategy", "rollingUpdate", "maxSurge"));
        assertEquals("IfNotPresent", JsonTrees.text(made.at("/spec/template/spec/containers/0"), "imagePullPolicy"));
    }

    @Test
    void a_name_is_made_from_a_prefix() {
        ObjectNode made = create("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: a-}}");
        assertTrue(Meta.name(made).matches("a-[a-z0-9]{5}"), Meta.name(made));
    }

    @Test
    void a_dry_run_answers_as_if_and_stores_nothing() {
        ObjectNode body = yaml(DEPLOYMENT);
        ResourceType type = registry.types().known("apps/v1", "Deployment");
        registry.create(type, "default", body, new WriteOptions(true, "", false, "", none -> {}));
        assertTrue(registry.store().get(type.key("default", "cemanager")).isEmpty());
    }

    @Test
    void a_second_object_of_the_same_name_already_exists() {
        create(DEPLOYMENT);
        assertRefused(409, "deployments.apps \"cemanager\" already exists", () -> create(DEPLOYMENT));
    }

    @Test
    void an_old_version_is_refused_and_an_unchanged_object_keeps_its_version() {
        ObjectNode made = create(DEPLOYMENT);
        ObjectNode same = change(made, object -> {});
        assertEquals(Meta.resourceVersion(made), Meta.resourceVersion(same));
        assertRefused(
                409,
                "Operation cannot be fulfilled on deployments.apps \"cemanager\": the object has been modified; please "
                        + "apply your changes to the latest version and try again",
                () -> change(made, object -> Meta.of(object).put("resourceVersion", "1")));
    }

    @Test
    void only_a_change_of_the_spec_counts_as_a_generation() {
        ObjectNode made = create(DEPLOYMENT);
        assertEquals(
                1,
                Meta.generation(
                        change(made, o -> JsonTrees.child(Meta.of(o), "labels").put("a", "b"))));
        assertEquals(
                2, Meta.generation(change(made, o -> JsonTrees.child(o, "spec").put("replicas", 2))));
        assertEquals(
                2,
                Meta.generation(change(made, o -> JsonTrees.child(o, "status").put("replicas", 9))));
        assertFalse(registry.get(key(made)).at("/status/replicas").isInt());
    }

    @Test
    void a_selector_cannot_change() {
        ObjectNode made = create(DEPLOYMENT);
        assertRefused(
                422,
                "Deployment.apps \"cemanager\" is invalid: spec.selector: Invalid value: "
                        + "{\"matchLabels\":{\"app\":\"b\"}}: field is immutable",
                () -> change(made, object -> {
                    JsonTrees.child(JsonTrees.child(JsonTrees.child(object, "spec"), "selector"), "matchLabels")
                            .put("app", "b");
                    JsonTrees.child(
                                    JsonTrees.child(
                                            JsonTrees.child(JsonTrees.child(object, "spec"), "template"), "metadata"),
                                    "labels")
                            .put("app", "b");
                }));
    }

    @Test
    void a_selector_that_does_not_fit_the_template_is_two_mistakes() {
        ObjectNode made = create(DEPLOYMENT);
        assertRefused(
                422,
                "Deployment.apps \"cemanager\" is invalid: [spec.template.metadata.labels: Invalid value: "
                        + "{\"app\":\"a\"}: `selector` does not match template `labels`, spec.selector: Invalid value: "
                        + "{\"matchLabels\":{\"app\":\"b\"}}: field is immutable]",
                () -> change(
                        made,
                        object -> JsonTrees.child(
                                        JsonTrees.child(JsonTrees.child(object, "spec"), "selector"), "matchLabels")
                                .put("app", "b")));
    }

    @Test
    void a_cluster_address_cannot_change_but_may_be_left_out() {
        ObjectNode service =
                create("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}");
        String address = JsonTrees.text(service, "spec", "clusterIP");
        ObjectNode kept =
                change(service, object -> JsonTrees.child(object, "spec").remove("clusterIP"));
        assertEquals(address, JsonTrees.text(kept, "spec", "clusterIP"));
        assertRefused(
                422,
                "Service \"s\" is invalid: spec.clusterIPs[0]: Invalid value: [\"10.96.9.9\"]: may not change once set",
                () -> change(service, object -> JsonTrees.child(object, "spec").put("clusterIP", "10.96.9.9")));
    }

    @Test
    void a_stateful_sets_claims_cannot_change() {
        ObjectNode set = create(DEPLOYMENT.replace("kind: Deployment", "kind: StatefulSet"));
        assertRefused(
                422,
                "StatefulSet.apps \"cemanager\" is invalid: spec: Forbidden: updates to statefulset spec for fields "
                        + "other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
                        + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
                () -> change(set, object -> JsonTrees.child(object, "spec").put("serviceName", "other")));
    }

    @Test
    void a_frozen_config_map_a_bound_role_and_a_claim_cannot_change() {
        ObjectNode map =
                create("{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, immutable: true, data: {a: b}}");
        assertRefused(
                422,
                "ConfigMap \"m\" is invalid: data: Forbidden: field is immutable when `immutable` is set",
                () -> change(map, object -> JsonTrees.child(object, "data").put("a", "c")));
        ObjectNode binding = create(
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: r}, roleRef: {kind: Role, name: a}}");
        assertRefused(
                422,
                "RoleBinding.rbac.authorization.k8s.io \"r\" is invalid: roleRef: Invalid value: "
                        + "{\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"Role\",\"Name\":\"b\"}: "
                        + "cannot change roleRef",
                () -> change(
                        binding, object -> JsonTrees.child(object, "roleRef").put("name", "b")));
        ObjectNode claim = create("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, "
                + "spec: {resources: {requests: {storage: 1Gi}}}}");
        ApiError refused = assertThrows(
                ApiError.class,
                () -> change(claim, object -> JsonTrees.child(object, "spec").put("volumeMode", "Block")));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith(
                                "PersistentVolumeClaim \"c\" is invalid: spec: Forbidden: spec is immutable after "
                                        + "creation except resources.requests and volumeAttributesClassName for bound claims\n"),
                refused.getMessage());
    }

    @Test
    void a_claim_cannot_shrink() {
        ObjectNode claim = create("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, "
                + "spec: {resources: {requests: {storage: 1Gi}}}}");
        registry.updateStatus(key(claim), object -> {
            JsonTrees.child(object, "status").put("phase", "Bound");
            return object;
        });
        assertRefused(
                422,
                "PersistentVolumeClaim \"c\" is invalid: spec.resources.requests.storage: Forbidden: field can not be "
                        + "less than status.capacity",
                () -> change(claim, object -> resize(object, "1000M")));
        assertEquals(
                "2Gi",
                change(claim, object -> resize(object, "2Gi"))
                        .at("/spec/resources/requests/storage")
                        .asText());
    }

    private static void resize(ObjectNode claim, String size) {
        JsonTrees.child(JsonTrees.child(JsonTrees.child(claim, "spec"), "resources"), "requests")
                .put("storage", size);
        Meta.of(claim).remove("resourceVersion");
    }

    @Test
    void a_finalizer_holds_a_deleted_object_and_none_can_be_added() {
        ObjectNode held =
                create("{apiVersion: v1, kind: ConfigMap, metadata: {name: m, finalizers: [acme.example/x]}}");
        assertFalse(registry.delete(key(held), DeleteOptions.BACKGROUND).gone());
        assertTrue(Meta.isDeleting(registry.get(key(held))));
        assertRefused(
                422,
                "ConfigMap \"m\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the "
                        + "object is being deleted, found new finalizers []string{\"acme.example/y\"}",
                () -> change(held, object -> Meta.addFinalizer(object, "acme.example/y")));
        change(held, object -> Meta.removeFinalizer(object, "acme.example/x"));
        assertTrue(registry.store().get(key(held)).isEmpty());
    }

    @Test
    void a_deletion_is_of_the_very_object_that_is_meant() {
        ObjectNode made = create(DEPLOYMENT);
        ObjectNode options = JsonTrees.object();
        options.putObject("preconditions").put("uid", "other");
        assertRefused(
                409,
                "Operation cannot be fulfilled on deployments.apps \"cemanager\": Precondition failed: UID in "
                        + "precondition: other, UID in object meta: " + Meta.uid(made),
                () -> registry.delete(key(made), DeleteOptions.of(options)));
    }

    @Test
    void texts_of_a_secret_are_kept_as_data() {
        ObjectNode secret = create("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: hello}}");
        assertEquals("aGVsbG8=", JsonTrees.text(secret, "data", "a"));
        assertFalse(secret.has("stringData"));
    }

    private ObjectNode create(String manifest) {
        ObjectNode object = yaml(manifest);
        ResourceType type =
                registry.types().known(JsonTrees.text(object, "apiVersion"), JsonTrees.text(object, "kind"));
        return registry.create(type, "default", object, WriteOptions.INTERNAL);
    }

    private ObjectNode change(ObjectNode made, Consumer<ObjectNode> change) {
        return registry.update(
                key(made),
                Part.MAIN,
                object -> {
                    change.accept(object);
                    return object;
                },
                WriteOptions.INTERNAL);
    }

    private ObjectKey key(ObjectNode object) {
        return registry.types()
                .known(JsonTrees.text(object, "apiVersion"), JsonTrees.text(object, "kind"))
                .key("default", Meta.name(object));
    }

    private static void assertRefused(int code, String message, Runnable write) {
        ApiError refused = assertThrows(ApiError.class, write::run);
        assertEquals(message, refused.getMessage());
        assertEquals(code, refused.code());
    }

    private static ObjectNode yaml(String text) {
        return JsonTrees.fromMap(new Yaml().load(text));
    }
}
