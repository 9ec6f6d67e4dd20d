/**
 * The embedded cluster that rehearsals run real helm against.
 *
 * <p>Comes in: a {@link dev.runbook.rehearsal.behaviour.Behaviour}, and objects that a scenario wants to be there. Goes
 * out: a kubeconfig, and the objects as they are. There is nothing of the runbook language here, and nothing outside the
 * folder it is given is touched.
 *
 * <pre>{@code
 * try (RehearsalCluster cluster = RehearsalCluster.start(folder, Behaviour.DEFAULT.withReadyAfter(ofMillis(100)));
 *         ChartRepository charts = ChartRepository.start(ChartSource.coder(), List.of("1.15.0", "1.16.1"))) {
 *     Path helm = BundledHelm.unpack(cache);
 *     // KUBECONFIG=cluster.kubeconfig() helm repo add coder charts.url() ...
 *     cluster.find("apps/v1", "Deployment", "coder", "cemanager");
 * }
 * }</pre>
 *
 * <p>The public parts are {@link dev.runbook.rehearsal.RehearsalCluster}, the packages {@code behaviour}, {@code chart}
 * and {@code helm}; the other packages are rooms of the cluster.
 */
@NullMarked
package dev.runbook.rehearsal;

import org.jspecify.annotations.NullMarked;
