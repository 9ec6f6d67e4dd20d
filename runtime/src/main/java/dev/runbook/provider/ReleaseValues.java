package dev.runbook.provider;

import java.util.List;

/**
 * Files with the values of a release.
 *
 * @param files absolute paths
 */
public record ReleaseValues(ReleaseName release, List<String> files) {
    public ReleaseValues {
        files = List.copyOf(files);
    }
}
