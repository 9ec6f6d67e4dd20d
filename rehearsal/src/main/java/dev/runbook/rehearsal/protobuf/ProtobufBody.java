package dev.runbook.rehearsal.protobuf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The protobuf bodies that helm and kubectl send: Kubernetes' envelope around one of a few kinds, or DeleteOptions. */
public final class ProtobufBody {
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private ProtobufBody() {}

    /** The body as a JSON tree; nothing when it is an object of another kind. */
    public static Optional<ObjectNode> read(byte[] body) throws IOException {
        if (body.length < MAGIC.length || !Arrays.equals(MAGIC, 0, 4, body, 0, 4)) {
            throw new IOException("the protobuf body does not begin with Kubernetes' mark");
        }
        ProtobufReader envelope = new ProtobufReader(Arrays.copyOfRange(body, MAGIC.length, body.length));
        ObjectNode type = JsonTrees.object();
        byte[] raw = {};
        for (int field = envelope.next(); field != 0; field = envelope.next()) {
            switch (field) {
                case 1 -> type = typeMeta(envelope.bytes());
                case 2 -> raw = envelope.bytes();
                default -> {}
            }
        }
        return switch (JsonTrees.text(type, "kind")) {
            case "Secret" -> Optional.of(secret(type, raw));
            case "Namespace", "ServiceAccount" -> Optional.of(metadataOnly(type, raw));
            case "ConfigMap" -> Optional.of(configMap(type, raw));
            case "DeleteOptions" -> Optional.of(deleteOptions(type, raw));
            default -> Optional.empty();
        };
    }

    private static ObjectNode typeMeta(byte[] message) throws IOException {
        ObjectNode type = JsonTrees.object();
        ProtobufReader reader = new ProtobufReader(message);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> type.put("apiVersion", reader.text());
                case 2 -> type.put("kind", reader.text());
                default -> {}
            }
        }
        return type;
    }

    private static ObjectNode metadataOnly(ObjectNode object, byte[] message) throws IOException {
        ProtobufReader reader = new ProtobufReader(message);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            if (field == 1) {
                object.set("metadata", metadata(reader.bytes()));
            }
        }
        return object;
    }

    private static ObjectNode configMap(ObjectNode map, byte[] message) throws IOException {
        ProtobufReader reader = new ProtobufReader(message);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> map.set("metadata", metadata(reader.bytes()));
                case 2 -> entry(map, "data", reader.bytes());
                case 3 -> {
                    ProtobufMapEntry entry = ProtobufMapEntry.of(reader.bytes());
                    JsonTrees.child(map, "binaryData")
                            .put(entry.key(), Base64.getEncoder().encodeToString(entry.value()));
                }
                case 4 -> map.put("immutable", reader.number() != 0);
                default -> {}
            }
        }
        return map;
    }

    private static ObjectNode secret(ObjectNode secret, byte[] message) throws IOException {
        ProtobufReader reader = new ProtobufReader(message);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> secret.set("metadata", metadata(reader.bytes()));
                case 2 -> {
                    ProtobufMapEntry entry = ProtobufMapEntry.of(reader.bytes());
                    JsonTrees.child(secret, "data")
                            .put(entry.key(), Base64.getEncoder().encodeToString(entry.value()));
                }
                case 3 -> secret.put("type", reader.text());
                case 4 -> {
                    ProtobufMapEntry entry = ProtobufMapEntry.of(reader.bytes());
                    JsonTrees.child(secret, "stringData").put(entry.key(), entry.text());
                }
                case 5 -> secret.put("immutable", reader.number() != 0);
                default -> {}
            }
        }
        return secret;
    }

    private static ObjectNode metadata(byte[] message) throws IOException {
        ObjectNode metadata = JsonTrees.object();
        ProtobufReader reader = new ProtobufReader(message);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> put(metadata, "name", reader.text());
                case 2 -> put(metadata, "generateName", reader.text());
                case 3 -> put(metadata, "namespace", reader.text());
                case 5 -> put(metadata, "uid", reader.text());
                case 6 -> put(metadata, "resourceVersion", reader.text());
                case 11 -> entry(metadata, "labels", reader.bytes());
                case 12 -> entry(metadata, "annotations", reader.bytes());
                case 14 -> list(metadata, "finalizers", reader.text());
                default -> {}
            }
        }
        return metadata;
    }

    private static ObjectNode deleteOptions(ObjectNode options, byte[] message) throws IOException {
        ProtobufReader reader = new ProtobufReader(message);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> options.put("gracePeriodSeconds", reader.number());
                case 2 -> options.set("preconditions", preconditions(reader.bytes()));
                case 3 -> options.put("orphanDependents", reader.number() != 0);
                case 4 -> options.put("propagationPolicy", reader.text());
                case 5 -> list(options, "dryRun", reader.text());
                default -> {}
            }
        }
        return options;
    }

    private static ObjectNode preconditions(byte[] message) throws IOException {
        ObjectNode preconditions = JsonTrees.object();
        ProtobufReader reader = new ProtobufReader(message);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> preconditions.put("uid", reader.text());
                case 2 -> preconditions.put("resourceVersion", reader.text());
                default -> {}
            }
        }
        return preconditions;
    }

    /** Go writes empty strings where nothing was set. */
    private static void put(ObjectNode into, String field, String value) {
        if (!value.isEmpty()) {
            into.put(field, value);
        }
    }

    private static void entry(ObjectNode into, String field, byte[] message) throws IOException {
        ProtobufMapEntry entry = ProtobufMapEntry.of(message);
        JsonTrees.child(into, field).put(entry.key(), entry.text());
    }

    private static void list(ObjectNode into, String field, String value) {
        into.withArrayProperty(field).add(value);
    }
}
