package dev.runbook.rehearsal.api;

/** Where an object lives: its type, its namespace (empty for cluster-wide types) and its name. */
public record ObjectKey(ResourceType type, String namespace, String name) {

    @Override
    public String toString() {
        String place = namespace.isEmpty() ? name : namespace + "/" + name;
        return type.qualifiedPlural() + " " + place;
    }
}
