package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What helm keeps on disk of the discovery. Once it has shown all of it to the templates of a chart, it reads and parses every group
 * of it anew for each object. So the groups are then taken from its list of which the release has no objects, or charts seldom have.
 * Where the next chart has one, helm misses the group, as it would one that has come since, and asks the server once more; from then on
 * it keeps them all.
 */
final class DiscoveryCache {
    private static final Set<String> USUAL =
            Set.of("", "apps", "autoscaling", "batch", "networking.k8s.io", "policy", "rbac.authorization.k8s.io");
    private static final String GROUPS = "servergroups.json";

    private final Optional<Path> folder;
    private final RecordedGroups recorded = new RecordedGroups();
    private Phase phase = Phase.ELSEWHERE;
    private boolean keepsAll;

    private enum Phase {
        /** Helm has begun, and may show all that there is to templates. */
        BEGUN,
        /** It looks up the kinds of its objects, in the short list. */
        LOOKING_UP,
        ELSEWHERE
    }

    private DiscoveryCache(Optional<Path> folder) {
        this.folder = folder;
    }

    /** For helm whose {@code KUBECACHEDIR} is the given folder, and nobody else's. */
    static DiscoveryCache in(Path folder) {
        return new DiscoveryCache(Optional.of(folder));
    }

    /** Where no helm comes. */
    static DiscoveryCache none() {
        return new DiscoveryCache(Optional.empty());
    }

    /** To be told of each document that helm asks for, before it is answered. */
    synchronized void asks(List<String> path) {
        switch (String.join("/", path)) {
            case "version" -> phase = Phase.BEGUN;
            case "apis" -> keepsAll |= phase == Phase.LOOKING_UP;
            case "openapi/v3" -> {
                // The templates are rendered, and the first object is looked at.
                if (phase == Phase.BEGUN && !keepsAll) {
                    folder.ifPresent(this::shorten);
                }
                phase = Phase.LOOKING_UP;
            }
            default -> {}
        }
    }

    /** To be told that it asks for objects. */
    synchronized void works() {
        if (phase == Phase.LOOKING_UP) {
            phase = Phase.ELSEWHERE;
        }
    }

    /** To be told what helm was answered that asked for Secrets, in which it keeps releases. */
    void answered(String question, byte[] answer) {
        if (folder.isPresent()) {
            recorded.answered(question, answer);
        }
    }

    private void shorten(Path folder) {
        Path servers = folder.resolve("discovery");
        if (!Files.isDirectory(servers)) {
            return;
        }
        // It is in a folder of the server's address and of the path below it.
        Set<String> known = recorded.known();
        try (Stream<Path> all = Files.walk(servers, 3)) {
            for (Path list : all.filter(path -> path.endsWith(GROUPS)).toList()) {
                shortenList(list, known.isEmpty() ? USUAL : known);
            }
        } catch (IOException | UncheckedIOException unchanged) {
            // Helm reads all of it, then.
        }
    }

    private static void shortenList(Path list, Set<String> kept) throws IOException {
        if (!Files.exists(list) || !(JsonTrees.read(Files.readAllBytes(list)) instanceof ObjectNode whole)) {
            return;
        }
        ArrayNode groups = whole.withArrayProperty("groups");
        int before = groups.size();
        List<ObjectNode> needed = JsonTrees.objects(groups).stream()
                .filter(group -> kept.contains(JsonTrees.text(group, "name")))
                .toList();
        if (needed.size() == before) {
            return;
        }
        groups.removeAll().addAll(needed);
        Path next = Files.createTempFile(list.getParent(), GROUPS, ".short");
        Files.write(next, JsonTrees.write(whole));
        Files.move(next, list, StandardCopyOption.ATOMIC_MOVE);
    }
}
