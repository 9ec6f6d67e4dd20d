package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Another name for an object whose own is still taken on the server, of the same length, so that limits on names hold for it
 * as they do for the name.
 */
record Alias(String name, String alias) {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz";

    static Alias of(String name) {
        StringBuilder alias = new StringBuilder(name);
        for (int i = Math.max(0, name.length() - 8); i < name.length(); i++) {
            if (Character.isLetterOrDigit(alias.charAt(i))) {
                alias.setCharAt(i, LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
            }
        }
        return alias.toString().equals(name) ? of(name) : new Alias(name, alias.toString());
    }

    ObjectNode hide(ObjectNode object) {
        ObjectNode renamed = object.deepCopy();
        Meta.of(renamed).put("name", alias);
        return renamed;
    }

    /** Whether an answer speaks of the object whose name it stands for, and which is there still. */
    boolean isNamed(LiveServer.ServerReply reply) {
        String said = new String(reply.body(), StandardCharsets.UTF_8);
        return Pattern.compile("(?<![a-z0-9.-])" + Pattern.quote(name) + "(?![a-z0-9.-])")
                .matcher(said)
                .find();
    }

    /** The answer with the object's own name, in the object as in what the server says about it. */
    LiveServer.ServerReply reveal(LiveServer.ServerReply reply) {
        return new LiveServer.ServerReply(
                reply.code(),
                reply.contentType(),
                reply.warnings().stream().map(w -> w.replace(alias, name)).toList(),
                body(reply));
    }

    private byte[] body(LiveServer.ServerReply reply) {
        try {
            if (reply.isSuccess() && JsonTrees.read(reply.body()) instanceof ObjectNode object) {
                Meta.of(object).put("name", name);
                return JsonTrees.write(object);
            }
        } catch (IOException notJson) {
            // Then it is a text like any other.
        }
        return new String(reply.body(), StandardCharsets.UTF_8)
                .replace(alias, name)
                .getBytes(StandardCharsets.UTF_8);
    }
}
