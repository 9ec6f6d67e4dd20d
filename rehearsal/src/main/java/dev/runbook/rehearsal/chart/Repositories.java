package dev.runbook.rehearsal.chart;

import java.net.URI;

/** All chart repositories of the world, by their own addresses. */
@FunctionalInterface
public interface Repositories {
    RepositoryAnswer get(URI address);
}
