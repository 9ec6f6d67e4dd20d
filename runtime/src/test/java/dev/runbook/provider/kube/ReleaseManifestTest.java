package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.ReleaseManifest.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ReleaseManifestTest {
    @Test
    void objects_come_in_their_order_and_comments_and_empty_documents_do_not_count() throws Exception {
        assertEquals(
                List.of(
                        new Listed("v1", "ServiceAccount", "", "coder"),
                        new Listed("apps/v1", "Deployment", "other", "coderd")),
                ReleaseManifest.parse("""
                ---
                # Source: coder/templates/sa.yaml
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: coder}
                ---
                # Source: coder/templates/empty.yaml
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: "coderd"
                  namespace: other
                spec: {replicas: 1}
                """));
    }

    @Test
    void a_list_gives_its_items() throws Exception {
        assertEquals(
                List.of(new Listed("v1", "ConfigMap", "", "a"), new Listed("v1", "ConfigMap", "", "b")),
                ReleaseManifest.parse("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
                """));
    }

    /** Widespread charts write a key twice; the run's own output is no place to tell of it. */
    @Test
    void of_a_key_that_is_written_twice_the_last_counts_and_nothing_is_logged() throws Exception {
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getMessage().contains("duplicate keys")) {
                    logged.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger all = Logger.getLogger("");
        all.addHandler(handler);
        try {
            assertEquals(
                    Optional.of("two"), ReleaseManifest.objects("""
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      annotations: {of: one}
                      name: twice
                      annotations: {of: two}
                    """).getFirst().text("metadata", "annotations", "of"));
            assertEquals(List.of(), logged);
        } finally {
            all.removeHandler(handler);
        }
    }

    @Test
    void names_that_look_like_numbers_or_booleans_stay_texts() throws Exception {
        for (String name : List.of("1e3", "007", "on", "2026-11-23", "null", "0x1f")) {
            assertEquals(
                    List.of(new Listed("v1", "ConfigMap", "", name)),
                    ReleaseManifest.parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}}"));
        }
    }

    @Test
    void a_text_that_is_not_yaml_says_so() {
        assertThrows(ReleaseManifest.ManifestException.class, () -> ReleaseManifest.parse("a: b: c: ["));
        assertThrows(ReleaseManifest.ManifestException.class, () -> ReleaseManifest.parse("\0"));
    }

    @Test
    void an_empty_manifest_lists_nothing() throws Exception {
        assertEquals(List.of(), ReleaseManifest.parse(""));
        assertEquals(List.of(), ReleaseManifest.parse("\n---\n"));
    }

    @Test
    void typed_is_what_helm_sends() throws ReleaseManifest.ManifestException {
        KubeObject object = ReleaseManifest.typed("""
                        kind: Thing
                        metadata: {name: a}
                        spec: {whole: 80, octal: 0644, part: 1.5, yes: on, none: ~, date: 2026-11-30, time: 12:30, text: "80"}
                        """).getFirst();
        assertEquals(Optional.of(80), object.at("spec", "whole"));
        assertEquals(Optional.of(420), object.at("spec", "octal"));
        assertEquals(Optional.of(1.5), object.at("spec", "part"));
        assertEquals(Optional.empty(), object.at("spec", "none"));
        assertEquals(Optional.of("2026-11-30"), object.at("spec", "date"));
        assertEquals(Optional.of("12:30"), object.at("spec", "time"));
        assertEquals(Optional.of("80"), object.at("spec", "text"));
    }
}
