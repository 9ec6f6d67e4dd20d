package dev.runbook.provider.helm;

import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.signature.Signature;
import dev.runbook.provider.Action;
import dev.runbook.provider.KnownFailures;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.Provider;
import dev.runbook.provider.World;
import dev.runbook.provider.kube.ReleaseManifests;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Releases, charts and repositories, by the helm program. */
public final class HelmProvider implements Provider {
    private static final String RELEASE = "release";

    @Override
    public String name() {
        return "helm";
    }

    /** Helm's own actions and lookups, and those that ask it what belongs to a release. */
    @Override
    public boolean isNeededBy(ProgramTraversal.SignatureUse use) {
        return use.signature().name().startsWith("helm.")
                || use.options().contains(RELEASE)
                || use.signature().positional().stream().anyMatch(p -> p.name().equals(RELEASE));
    }

    @Override
    public void reach(World world) throws InterruptedException {
        world.client(Helm.class).version();
    }

    @Override
    public Set<Facet> facets() {
        return Set.of(Facet.REPOSITORIES, Facet.RELEASES);
    }

    @Override
    public ArgumentRules rules() {
        return new HelmRules();
    }

    @Override
    public List<Signature> signatures() {
        return HelmSignatures.all();
    }

    @Override
    public Optional<KnownFailures> knownFailures() {
        return Optional.of(HelmTexts.KNOWN);
    }

    @Override
    public List<Action> actions() {
        return List.of(
                new HelmRepoAdd(),
                new HelmRepoUpdate(),
                new HelmGetValues(),
                new HelmQuoteValues(),
                new HelmUpgrade(),
                new HelmRollback(),
                new HelmReplace(),
                new HelmUninstall());
    }

    @Override
    public List<Lookup> lookups() {
        return List.of(
                new HelmVersionNumber(),
                new HelmRepoKnown(),
                new HelmRelease(),
                new HelmReleaseExists(),
                new HelmUninstalled(),
                new HelmChart(),
                new HelmHistory(),
                new HelmLastDeployed(),
                new HelmPending(),
                new HelmUnowned(),
                new ReleaseChanges(),
                new HelmCheckValues(),
                new HelmRoundedValues(),
                new HelmValuesOf(),
                new HelmValuesOwner(),
                new HelmCrds(),
                new HelmCrdChanges());
    }

    @Override
    public World caching(World world) {
        return with(world, world.client(Helm.class).caching());
    }

    @Override
    public boolean hasCachedAnswers(World world) {
        return world.client(Helm.class).remembers();
    }

    @Override
    public World limitedTo(World world, Duration longest) {
        return with(world, world.client(Helm.class).limitedTo(longest));
    }

    /** The same world with another helm, such as one that remembers its answers. */
    public static World with(World world, Helm helm) {
        return world.with(Helm.class, helm).with(ReleaseManifests.class, helm);
    }
}
