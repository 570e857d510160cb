/// The colours of the picture, as the classes that its shapes name.
enum Palette {
    /// The fonts in order of preference; the first is the one that `scripts/packages` installs.
    static let fonts = "'BIZ UDPMincho','BIZ UDMincho','Noto Serif CJK JP','IPAexMincho',serif"

    /// The colours of surfaces by name.
    private static let fills: KeyValuePairs<String, String> = [
        "night": "#252a4d", "dark": "#1d1f3a", "dusk": "#454a7d", "plum": "#66548a",
        "gold": "#d8ae55", "amber": "#ecc879", "pale": "#f7e3ab", "cream": "#fdf6e6",
        "white": "#fffdf8", "ink": "#33304a", "rose": "#c8716f", "blush": "#f0cdbf",
        "clay": "#bf7250", "bark": "#8a5f49", "sand": "#f3dfc3", "leaf": "#8fb48a",
        "moss": "#5d8a6c", "sage": "#dce7cf", "sky": "#b9d6e2", "aqua": "#cfe5e6",
        "sea": "#4f86a0", "mist": "#e3e8f0", "stone": "#9a97b0", "steel": "#a3abc6",
        "lilac": "#d3d0ea", "skin": "#f3d5b8",
    ]

    /// The widths of strokes by name.
    private static let strokes: KeyValuePairs<String, Double> = [
        "fine": 2, "thick": 7, "broad": 12,
    ]

    /// Everything a shape can be, as a style sheet.
    static let sheet: String = {
        let fills = Self.fills.map { ".\($0){fill:\($1)}" }
        let lines = Self.fills.map {
            ".\($0)-line{fill:none;stroke:\($1);stroke-width:4;stroke-linecap:round;"
                + "stroke-linejoin:round}"
        }
        let rings = ["gold", "pale"].compactMap { name in
            Self.fills.first { $0.key == name }
                .map { ".\(name)-ring{fill:none;stroke:\($0.value);stroke-width:6}" }
        }
        let strokes = Self.strokes.map { ".\($0){stroke-width:\(SVG.number($1))}" }
        return (fills + lines + rings + strokes).joined() + Self.special
    }()

    private static let special = """
        .halo{fill:#fff6d8;opacity:.35}.glow{fill:url(#glow)}\
        .rays{fill:#fff8df;opacity:.75}.soft{opacity:.55}\
        .halo-ring{fill:#fff6d8;fill-opacity:.5;stroke:#d8ae55;stroke-width:5}\
        .thin-ring{fill:none;stroke:#d8ae55;stroke-width:2}\
        .stream{fill:none;stroke:#e9f6fb;stroke-width:7;stroke-linecap:round}\
        .chain{fill:none;stroke:#d8ae55;stroke-width:4;stroke-dasharray:7 4}\
        .wreath{fill:none;stroke:#5d8a6c;stroke-width:16;stroke-dasharray:15 4}\
        .wreath-inner{fill:none;stroke:#8fb48a;stroke-width:22;stroke-dasharray:9 10}\
        .pomegranates{fill:#66548a}\
        .table{fill:url(#table)}.frame{fill:#fdf6e6;stroke:#d8ae55;stroke-width:2}\
        .shadow{fill:#0e1026;opacity:.35}\
        .window{fill:none;stroke:#d8ae55;stroke-width:3}\
        .lattice{fill:none;stroke:#8f8fc4;stroke-width:2;opacity:.4}\
        .rule{stroke:#d8ae55;stroke-width:2;opacity:.7}\
        .dust{fill:#fff6d8;opacity:.5}\
        .numeral{fill:#6b5636;text-anchor:middle}\
        .title{fill:#f7e3ab;text-anchor:middle}\
        .place{fill:#cfd0ec;text-anchor:middle}.place-left{fill:#cfd0ec}\
        .name{fill:#fffdf8;text-anchor:middle}.name-left{fill:#fffdf8}\
        .badge{fill:#d8ae55;stroke:#252a4d;stroke-width:3}\
        .badge-number{fill:#252a4d;text-anchor:middle;font-weight:bold}\
        .upright-mark{fill:none;stroke:#9fa3d4;stroke-width:2}\
        .reversed-mark{fill:#c8716f}\
        .upright-word{fill:#cfd0ec;text-anchor:middle}\
        .reversed-word{fill:#fffdf8;text-anchor:middle}
        """
}
