package dev.runbook.rehearsal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.store.ObjectEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Fills the secrets that ask for the token of a service account, and takes those away whose account is not there. */
final class TokenController implements Reconciler {
    private static final String ACCOUNT = "kubernetes.io/service-account.";

    private final ControllerContext world;
    private final ResourceType secrets;
    private final ResourceType accounts;

    TokenController(ControllerContext world) {
        this.world = world;
        this.secrets = world.type("v1", "Secret");
        this.accounts = world.type("v1", "ServiceAccount");
    }

    @Override
    public Collection<ObjectKey> concernedBy(ObjectEvent change) {
        if (change.key().type().equals(secrets)) {
            return asks(change.after()) ? List.of(change.key()) : List.of();
        }
        return change.key().type().equals(accounts) && change.kind() == ObjectEvent.EventType.DELETED
                ? world.registry().store().list(secrets, change.key().namespace()).objects().stream()
                        .filter(TokenController::asks)
                        .map(secret -> secrets.key(Meta.namespace(secret), Meta.name(secret)))
                        .toList()
                : List.of();
    }

    private static boolean asks(ObjectNode secret) {
        return JsonTrees.text(secret, "type").equals("kubernetes.io/service-account-token");
    }

    @Override
    public Optional<Duration> reconcile(ObjectKey key) {
        ObjectNode secret = world.find(key).orElse(null);
        if (secret == null) {
            return Optional.empty();
        }
        String name = JsonTrees.text(secret, "metadata", "annotations", ACCOUNT + "name");
        Optional<ObjectNode> account = world.find(accounts.key(key.namespace(), name));
        if (account.isEmpty()) {
            world.registry().delete(key, DeleteOptions.BACKGROUND);
        } else if (!JsonTrees.at(secret, "data", "token").isTextual()) {
            world.change(key, object -> {
                JsonTrees.child(Meta.of(object), "annotations").put(ACCOUNT + "uid", Meta.uid(account.get()));
                ObjectNode data = JsonTrees.child(object, "data");
                data.put("token", encoded("rehearsal." + Meta.uid(account.get()) + "." + Meta.uid(object)));
                data.put("ca.crt", encoded("no certificate (rehearsal)"));
                data.put("namespace", encoded(key.namespace()));
            });
        }
        return Optional.empty();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
