package dev.runbook.rehearsal.shadow;

/** Which object: its resource without the version, its namespace (empty for cluster-wide ones) and its name. */
record OverlayKey(String group, String plural, String namespace, String name) {
    boolean isOf(String wantedGroup, String wantedPlural) {
        return group.equals(wantedGroup) && plural.equals(wantedPlural);
    }
}
