package dev.runbook.run.plan;

import java.util.Optional;

/**
 * The version that a release comes from and goes to.
 *
 * @param release its name
 * @param from the version that runs; empty when the release is not there yet
 * @param to the version that it will be at
 */
public record Move(String release, Optional<String> from, String to) {}
