package dev.runbook.rehearsal.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The resources that one cluster serves: those of the table, and those that definitions add while it runs. */
public final class ResourceTypes {
    private static final List<ResourceType> TABLE = List.copyOf(readTable());

    private volatile List<ResourceType> types = TABLE;

    public List<ResourceType> all() {
        return types;
    }

    public Optional<ResourceType> byPlural(String group, String version, String plural) {
        return types.stream()
                .filter(type -> type.group().equals(group)
                        && type.version().equals(version)
                        && type.plural().equals(plural))
                .findFirst();
    }

    public Optional<ResourceType> byKind(String apiVersion, String kind) {
        return types.stream()
                .filter(type ->
                        type.apiVersion().equals(apiVersion) && type.kind().equals(kind))
                .findFirst();
    }

    /** The version in which objects of a type are kept; those of a custom resource are kept as they were last written. */
    public ResourceType kept(ResourceType type) {
        return type.group().equals("autoscaling") ? known("autoscaling/v2", type.kind()) : type;
    }

    /** Serves what another cluster serves, and nothing else; the types of the table stay known to the controllers. */
    public synchronized void serve(Collection<ResourceType> others) {
        types = List.copyOf(others);
    }

    /** A type of the table; asking for one that is not in it is a mistake of ours. */
    public ResourceType known(String apiVersion, String kind) {
        return byKind(apiVersion, kind)
                .or(() -> TABLE.stream()
                        .filter(type -> type.apiVersion().equals(apiVersion)
                                && type.kind().equals(kind))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("no resource type " + apiVersion + " " + kind));
    }

    /** Serves a kind in these versions, and in no others. */
    public synchronized void define(String group, String plural, Collection<ResourceType> versions) {
        List<ResourceType> next = new ArrayList<>(types);
        next.removeIf(type -> type.group().equals(group) && type.plural().equals(plural));
        next.addAll(versions);
        types = List.copyOf(next);
    }

    private static List<ResourceType> readTable() {
        List<ResourceType> table = new ArrayList<>();
        for (String line : tableText().split("\n", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                table.add(row(line.trim().split(" +", -1)));
            }
        }
        return table;
    }

    private static ResourceType row(String[] cells) {
        int slash = cells[0].indexOf('/');
        String group = slash < 0 ? "" : cells[0].substring(0, slash);
        return new ResourceType(
                group,
                cells[0].substring(slash + 1),
                cells[1],
                cells[2],
                cells[3].equals("ns"),
                names(cells[4]),
                names(cells[5]),
                names(cells[6]),
                cells[7].equals("generation"),
                List.of());
    }

    private static List<String> names(String cell) {
        return cell.equals("-") ? List.of() : Arrays.asList(cell.split(",", -1));
    }

    private static String tableText() {
        try (InputStream in = ResourceTypes.class.getResourceAsStream("resource-types.txt")) {
            if (in == null) {
                throw new IllegalStateException("resource-types.txt is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
