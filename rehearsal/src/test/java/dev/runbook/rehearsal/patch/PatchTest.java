package dev.runbook.rehearsal.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PatchTest {
    @Test
    void a_merge_patch_adds_replaces_and_takes_away() {
        assertEquals(
                json("{'a':{'b':1,'d':[3]},'e':5}"),
                MergePatch.apply(object("{'a':{'b':1,'c':2,'d':[1,2]}}"), json("{'a':{'c':null,'d':[3]},'e':5}")));
    }

    @Test
    void a_json_patch_does_its_operations_in_order() {
        assertEquals(
                json("{'a':[1,9,2],'c':'x','d':'x'}"),
                JsonPatch.apply(
                        object("{'a':[1,2],'b':'x'}"),
                        json("[{'op':'test','path':'/b','value':'x'},{'op':'add','path':'/a/1','value':9},"
                                + "{'op':'move','from':'/b','path':'/c'},{'op':'copy','from':'/c','path':'/d'}]")));
    }

    @Test
    void a_json_patch_that_does_not_fit_is_refused() {
        assertEquals(422, refusal("[{'op':'test','path':'/a','value':2}]").code());
        assertEquals(422, refusal("[{'op':'remove','path':'/missing'}]").code());
        assertEquals(422, refusal("[{'op':'replace','path':'','value':{}}]").code());
    }

    @Test
    void a_strategic_merge_patch_merges_containers_by_name_and_their_ports_by_number() {
        assertEquals(
                json("{'spec':{'containers':[{'name':'a','image':'new','ports':[{'containerPort':1,'name':'p'},"
                        + "{'containerPort':2}]},{'name':'b','image':'b'}]}}"),
                strategic(
                        "{'spec':{'containers':[{'name':'a','image':'old','ports':[{'containerPort':1}]},"
                                + "{'name':'b','image':'b'}]}}",
                        "{'spec':{'containers':[{'name':'a','image':'new','ports':[{'containerPort':1,'name':'p'},"
                                + "{'containerPort':2}]}]}}"));
    }

    @Test
    void a_strategic_merge_patch_replaces_a_list_that_has_no_key() {
        assertEquals(
                json("{'spec':{'rules':[{'host':'b'}]}}"),
                strategic("{'spec':{'rules':[{'host':'a'},{'host':'x'}]}}", "{'spec':{'rules':[{'host':'b'}]}}"));
    }

    @Test
    void directives_delete_items_values_and_whole_maps() {
        assertEquals(
                json("{'metadata':{'finalizers':['b']},'spec':{'containers':[{'name':'b'}],'strategy':{'type':'X'}}}"),
                strategic(
                        "{'metadata':{'finalizers':['a','b']},'spec':{'containers':[{'name':'a'},{'name':'b'}],"
                                + "'strategy':{'type':'R','rollingUpdate':{}}}}",
                        "{'metadata':{'$deleteFromPrimitiveList/finalizers':['a']},'spec':{'containers':"
                                + "[{'$patch':'delete','name':'a'}],'strategy':{'$retainKeys':['type'],'type':'X'}}}"));
    }

    @Test
    void the_order_that_a_patch_wants_is_kept_and_unknown_items_stay_behind_their_neighbour() {
        assertEquals(
                json("{'spec':{'containers':[{'name':'c'},{'name':'a'},{'name':'sidecar'}]}}"),
                strategic(
                        "{'spec':{'containers':[{'name':'a'},{'name':'sidecar'}]}}",
                        "{'spec':{'$setElementOrder/containers':[{'name':'c'},{'name':'a'}],"
                                + "'containers':[{'name':'c'}]}}"));
    }

    @Test
    void finalizers_are_a_set_to_which_a_patch_adds() {
        assertEquals(
                json("{'metadata':{'finalizers':['a','b']}}"),
                strategic("{'metadata':{'finalizers':['a']}}", "{'metadata':{'finalizers':['b','a']}}"));
    }

    private static ApiError refusal(String patch) {
        return assertThrows(ApiError.class, () -> JsonPatch.apply(object("{'a':1}"), json(patch)));
    }

    private static ObjectNode strategic(String original, String patch) {
        return StrategicMergePatch.apply(object(original), json(patch));
    }

    static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    static JsonNode json(String text) {
        try {
            return JsonTrees.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
