package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.value.Value;

/** Something that an expression reads of the world. It changes nothing, ever. */
public sealed interface Lookup
        permits DnsLookup,
                DnsMayUpdate,
                DnsPointsAt,
                DnsRecordType,
                FailureObject,
                FileExists,
                FileRead,
                HelmChart,
                HelmCheckValues,
                HelmHistory,
                HelmLastDeployed,
                HelmPending,
                HelmRelease,
                HelmReleaseExists,
                HelmRepoKnown,
                HelmVersionNumber,
                HttpGet,
                HttpOk,
                ObjectsOfKind,
                PostgresConnections,
                PostgresDatabase,
                PostgresDumpVersion,
                PostgresHasDatabase,
                PostgresReachable,
                PostgresSize,
                PostgresSuperuser,
                PostgresSuperuserRole,
                PostgresVersion,
                PostgresWholeDump,
                ReleaseResources,
                ResourceCondition,
                ResourceField,
                ResourcesAddressed,
                ResourcesExist,
                ResourcesGone,
                ResourcesIrreplaceable,
                ResourcesInCondition,
                ResourcesReady,
                ResourcesTerminating,
                ResourcesUndeleted {
    /** Its name in the catalogue; a member's name stands behind its type: {@code resources.gone?}. */
    String name();

    /** Reads it; throws {@link dev.runbook.failure.Failed} when the world does not answer. */
    Value read(Call call) throws InterruptedException;
}
