package dev.runbook.provider.kube;

import dev.runbook.port.Right;
import java.util.Collection;

/** What the releases of Helm consist of: what this provider needs of another one. */
public interface ReleaseManifests {
    /** What the newest revision of a release lists; throws {@link dev.runbook.language.failure.Failed}, also when there is none. */
    String manifest(String release, String namespace) throws InterruptedException;

    /** The rights that reading it needs. */
    Collection<Right> rights(String namespace);
}
