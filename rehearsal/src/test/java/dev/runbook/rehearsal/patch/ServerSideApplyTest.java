package dev.runbook.rehearsal.patch;

import static dev.runbook.rehearsal.patch.PatchTest.json;
import static dev.runbook.rehearsal.patch.PatchTest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {
    private static final String BASE =
            "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'x'},'spec':{'replicas':1,'template':"
                    + "{'spec':{'containers':[{'name':'a','image':'i','env':[{'name':'E','value':'1'}]}]}}}}";

    @Test
    void what_a_manager_no_longer_says_goes_and_what_others_said_stays() {
        ObjectNode live = ServerSideApply.apply(object(BASE), object(BASE), "helm", false);
        ObjectNode edited = live.deepCopy();
        JsonTrees.child(edited, "spec").put("paused", true);
        ManagedFields.recordUpdate(live, edited, "kubectl", "");
        ObjectNode next = ServerSideApply.apply(
                edited, object(BASE.replace(",'env':[{'name':'E','value':'1'}]", "")), "helm", false);
        assertEquals(
                json("{'replicas':1,'template':{'spec':{'containers':[{'name':'a','image':'i'}]}}," + "'paused':true}"),
                next.get("spec"));
    }

    @Test
    void another_managers_value_is_a_conflict_in_the_servers_words() {
        ObjectNode live = ServerSideApply.apply(object(BASE), object(BASE), "kubectl", false);
        ObjectNode other = object(BASE.replace("'replicas':1", "'replicas':2"));
        ApiError conflict = assertThrows(ApiError.class, () -> ServerSideApply.apply(live, other, "helm", false));
        assertEquals(409, conflict.code());
        assertEquals("Apply failed with 1 conflict: conflict with \"kubectl\": .spec.replicas", conflict.getMessage());
    }

    @Test
    void force_takes_the_fields_over() {
        ObjectNode live = ServerSideApply.apply(object(BASE), object(BASE), "kubectl", false);
        ObjectNode other = object(BASE.replace("'image':'i'", "'image':'j'"));
        ObjectNode next = ServerSideApply.apply(live, other, "helm", true);
        assertTrue(next.toString().contains("\"image\":\"j\""), next.toString());
        ObjectNode back = object(BASE.replace("'image':'i'", "'image':'k'"));
        ApiError conflict = assertThrows(ApiError.class, () -> ServerSideApply.apply(next, back, "kubectl", false));
        assertEquals(
                "Apply failed with 1 conflict: conflict with \"helm\": "
                        + ".spec.template.spec.containers[name=\"a\"].image",
                conflict.getMessage());
    }

    @Test
    void applying_the_same_again_changes_nothing() {
        ObjectNode live = ServerSideApply.apply(object(BASE), object(BASE), "helm", false);
        assertEquals(live, ServerSideApply.apply(live, object(BASE), "helm", false));
    }

    @Test
    void an_empty_map_does_not_conflict_with_what_others_put_into_it() {
        ObjectNode live = object("{'apiVersion':'v1','kind':'Namespace','spec':{}}");
        ManagedFields.recordUpdate(JsonTrees.object(), live, "old-helm", "");
        JsonTrees.child(live, "spec").putArray("finalizers").add("kubernetes");
        ObjectNode next = ServerSideApply.apply(live, object("{'spec':{}}"), "helm", false);
        assertEquals(json("{'finalizers':['kubernetes']}"), next.get("spec"));
    }
}
