package import Logging

/// Masks secrets in all that is logged, before another handler writes it.
package struct MaskingLogHandler<Base: LogHandler>: LogHandler {
    private var base: Base

    /// Stands before a handler.
    package init(_ base: Base) {
        self.base = base
    }

    /// How much is logged.
    package var logLevel: Logger.Level {
        get { self.base.logLevel }
        set { self.base.logLevel = newValue }
    }

    /// What stands in every entry, masked.
    package var metadata: Logger.Metadata {
        get { self.base.metadata }
        set { self.base.metadata = Self.masked(newValue) }
    }

    /// What every entry gets from its surroundings; masked where it is written.
    package var metadataProvider: Logger.MetadataProvider? {
        get { self.base.metadataProvider }
        set {
            self.base.metadataProvider = newValue.map { provider in
                Logger.MetadataProvider { Self.masked(provider.get()) }
            }
        }
    }

    /// One value that stands in every entry, masked.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.base[metadataKey: key] }
        set { self.base[metadataKey: key] = newValue.map(Self.masked) }
    }

    /// Hands an entry on without its secrets; an error becomes a word of it.
    package func log(event: LogEvent) {
        var event = event
        event.message = "\(SecretMask.masked("\(event.message)"))"
        var metadata = event.metadata
        if let error = event.error, metadata?["error"] == nil {
            metadata = (metadata ?? [:]).merging(["error": "\(error)"]) { own, _ in own }
        }
        event.error = nil
        event.metadata = metadata.map(Self.masked)
        self.base.log(event: event)
    }

    private static func masked(_ metadata: Logger.Metadata) -> Logger.Metadata {
        metadata.mapValues(Self.masked)
    }

    private static func masked(_ value: Logger.Metadata.Value) -> Logger.Metadata.Value {
        switch value {
        case .string(let text): .string(SecretMask.masked(text))
        case .stringConvertible(let value): .string(SecretMask.masked("\(value)"))
        case .array(let values): .array(values.map(Self.masked))
        case .dictionary(let values): .dictionary(Self.masked(values))
        }
    }
}
