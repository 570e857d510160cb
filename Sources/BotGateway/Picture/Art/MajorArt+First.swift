// The Fool to the Chariot.
extension MajorArt {
    /// A traveller with a bundle, at the edge of a cliff.
    static let fool = """
        <rect class="sky" width="200" height="340"/>
        <circle class="gold" cx="146" cy="104" r="19"/><circle class="halo" cx="146" cy="104" r="29"/>
        <path class="mist" d="M40 322 L118 214 L150 262 L182 226 V322Z"/>
        <path class="moss" d="M18 252 Q60 240 104 252 L120 276 L110 322 H18Z"/>
        <path class="leaf" d="M18 252 Q60 240 104 252 L108 260 Q60 252 18 264Z"/>
        <path class="thick ink-line" d="M74 222 V252 M92 220 L100 250"/>
        <path class="clay" d="M84 150 C66 160 62 196 64 226 H104 C106 196 102 160 84 150Z"/>
        <path class="gold" d="M64 212 H104 V220 H64Z"/>
        <circle class="skin" cx="85" cy="138" r="15"/>
        <path class="rose" d="M69 136 Q72 116 92 120 Q104 124 101 134 Q84 126 69 136Z"/>
        <path class="leaf" d="M92 121 Q108 104 116 108 Q112 122 98 125Z"/>
        <path class="thick bark-line" d="M104 186 L46 132"/>
        <path class="rose" d="M46 128 C26 128 26 158 44 160 C60 158 62 134 46 128Z"/>
        <circle class="cream" cx="118" cy="172" r="6"/><circle class="gold" cx="118" cy="172" r="2.4"/>
        <path class="fine moss-line" d="M118 178 Q116 188 106 188"/>
        """

    /// A raised wand under the sign of infinity, and the four suits on the table.
    static let magician = """
        <rect class="plum" width="200" height="340"/>
        <path class="halo" d="M100 92 L182 322 H18Z"/>
        <path class="gold-line" d="M100 98 C86 80 62 84 62 98 C62 112 86 116 100 98 C114 80 138 84 138 98 C138 112 114 116 100 98Z"/>
        <path class="rose" d="M100 156 C80 164 66 202 64 262 H136 C134 202 120 164 100 156Z"/>
        <path class="cream" d="M100 158 C92 170 88 206 88 262 H112 C112 206 108 170 100 158Z"/>
        <path class="broad rose-line" d="M118 178 L140 140 M82 178 L60 214"/>
        <path class="cream-line" d="M140 146 V112"/><circle class="gold" cx="140" cy="110" r="5"/>
        <circle class="skin" cx="100" cy="142" r="17"/>
        <path class="ink" d="M82 140 Q84 120 100 120 Q116 120 118 140 Q108 128 100 130 Q92 128 82 140Z"/>
        <path class="gold" d="M82 136 Q100 122 118 136 L118 140 Q100 127 82 140Z"/>
        <rect class="bark" x="34" y="262" width="132" height="12" rx="3"/>
        <path class="bark" d="M44 274 H54 V322 H44Z M146 274 H156 V322 H146Z"/>
        <use href="#cups" transform="translate(58 246) scale(.72)"/>
        <use href="#pentacles" transform="translate(86 248) scale(.62)"/>
        <use href="#swords" transform="translate(116 244) scale(.66)"/>
        <use href="#wands" transform="translate(146 244) scale(.66)"/>
        """

    /// A veiled figure between a dark and a light pillar, a crescent at her feet.
    static let priestess = """
        <rect class="sea" width="200" height="340"/>
        <path class="pomegranates" d="M50 96 H150 V240 H50Z"/>
        <path class="night" d="M34 112 H60 V322 H34Z M30 104 H64 V114 H30Z"/>
        <path class="cream" d="M140 112 H166 V322 H140Z M136 104 H170 V114 H136Z"/>
        <circle class="gold" cx="47" cy="148" r="5"/><circle class="gold" cx="153" cy="148" r="5"/>
        <path class="mist" d="M100 120 C74 130 68 190 56 322 H144 C132 190 126 130 100 120Z"/>
        <path class="sky" d="M100 160 C86 190 82 250 84 322 H116 C118 250 114 190 100 160Z"/>
        <circle class="skin" cx="100" cy="140" r="16"/>
        <path class="white" d="M80 168 C78 120 90 116 100 116 C110 116 122 120 120 168 C114 150 116 130 100 130 C84 130 86 150 80 168Z"/>
        <path class="gold" d="M86 116 A14 14 0 0 1 86 92 A18 18 0 0 0 86 116Z M114 116 A14 14 0 0 0 114 92 A18 18 0 0 1 114 116Z"/>
        <circle class="pale" cx="100" cy="104" r="12"/>
        <rect class="cream" x="82" y="206" width="36" height="22" rx="4"/><path class="fine ink-line" d="M89 214 H111 M89 220 H105"/>
        <path class="gold" d="M66 274 A36 36 0 0 0 134 274 A38 34 0 0 1 66 274Z"/>
        """

    /// A crown of stars over a heart, and ripe wheat.
    static let empress = """
        <rect class="blush" width="200" height="340"/>
        <path class="leaf" d="M18 256 Q60 226 100 244 T182 236 V322 H18Z"/>
        <path class="moss" d="M18 284 Q70 262 110 282 T182 276 V322 H18Z"/>
        <path class="bark" d="M77 138 C76 110 124 110 123 138 C130 160 128 184 124 200 H76 C72 184 70 160 77 138Z"/>
        <path class="rose" d="M100 150 C74 162 66 214 58 300 H142 C134 214 126 162 100 150Z"/>
        <path class="skin" d="M92 150 H108 V164 Q100 172 92 164Z"/>
        <path class="cream" d="M100 156 C92 178 88 240 88 300 H112 C112 240 108 178 100 156Z"/>
        <circle class="skin" cx="100" cy="142" r="16"/>
        <path class="gold" d="M80 126 L82 108 L91 118 L100 102 L109 118 L118 108 L120 126 Q100 116 80 126Z"/>
        <path class="pale" d="M62 112 l2.4 5 5.4.6-4 3.8 1 5.4-4.8-2.7-4.8 2.7 1-5.4-4-3.8 5.4-.6Z M74 88 l2.4 5 5.4.6-4 3.8 1 5.4-4.8-2.7-4.8 2.7 1-5.4-4-3.8 5.4-.6Z M100 76 l2.4 5 5.4.6-4 3.8 1 5.4-4.8-2.7-4.8 2.7 1-5.4-4-3.8 5.4-.6Z M126 88 l2.4 5 5.4.6-4 3.8 1 5.4-4.8-2.7-4.8 2.7 1-5.4-4-3.8 5.4-.6Z M138 112 l2.4 5 5.4.6-4 3.8 1 5.4-4.8-2.7-4.8 2.7 1-5.4-4-3.8 5.4-.6Z"/>
        <path class="gold" d="M100 252 C80 236 78 222 88 218 C95 216 99 221 100 226 C101 221 105 216 112 218 C122 222 120 236 100 252Z"/>
        <path class="gold-line" d="M44 318 V246 M58 320 V262 M142 320 V262 M156 318 V246"/>
        <path class="gold" d="M44 236 q7 8 0 18 q-7-10 0-18Z M36 250 q8 6 7 16 q-9-5-7-16Z M52 250 q-8 6-7 16 q9-5 7-16Z M58 254 q6 7 0 16 q-6-9 0-16Z M156 236 q7 8 0 18 q-7-10 0-18Z M148 250 q8 6 7 16 q-9-5-7-16Z M164 250 q-8 6-7 16 q9-5 7-16Z M142 254 q6 7 0 16 q-6-9 0-16Z"/>
        """

    /// A crowned figure on a throne of stone, mountains behind.
    static let emperor = """
        <rect class="amber" width="200" height="340"/>
        <path class="clay" d="M18 250 L54 164 L84 222 L116 150 L150 220 L182 176 V322 H18Z"/>
        <path class="stone" d="M52 152 Q52 128 66 124 H134 Q148 128 148 152 V322 H52Z"/>
        <path class="mist" d="M60 158 Q62 136 74 134 H126 Q138 136 140 158 V322 H60Z"/>
        <path class="stone-line" d="M62 128 C44 124 42 100 58 100 C70 100 70 116 60 116 M138 128 C156 124 158 100 142 100 C130 100 130 116 140 116"/>
        <path class="rose" d="M100 178 C78 186 70 226 66 306 H134 C130 226 122 186 100 178Z"/>
        <path class="gold" d="M66 292 H134 V304 H66Z"/>
        <circle class="skin" cx="100" cy="160" r="17"/>
        <path class="white" d="M84 164 Q86 196 100 200 Q114 196 116 164 Q108 174 100 172 Q92 174 84 164Z"/>
        <path class="gold" d="M82 148 L80 122 L91 134 L100 116 L109 134 L120 122 L118 148 Q100 140 82 148Z"/><circle class="rose" cx="100" cy="136" r="4"/>
        <path class="gold-line" d="M142 290 V214"/><circle class="gold-ring" cx="142" cy="204" r="9"/>
        <circle class="gold" cx="64" cy="236" r="12"/><path class="gold-line" d="M64 224 V212 M58 217 H70"/>
        """

    /// Two crossed keys beneath a triple cross.
    static let hierophant = """
        <rect class="stone" width="200" height="340"/>
        <path class="mist" d="M36 120 H54 V322 H36Z M146 120 H164 V322 H146Z M30 110 H60 V122 H30Z M140 110 H170 V122 H140Z"/>
        <path class="halo" d="M100 70 L150 322 H50Z"/>
        <path class="rose" d="M100 160 C80 168 70 214 64 322 H136 C130 214 120 168 100 160Z"/>
        <path class="cream" d="M92 172 H108 V322 H92Z"/><path class="rose" d="M97 196 H103 V206 H113 V212 H103 V232 H97 V212 H87 V206 H97Z"/>
        <circle class="skin" cx="100" cy="146" r="16"/>
        <path class="gold" d="M82 136 Q80 116 90 106 Q88 96 100 86 Q112 96 110 106 Q120 116 118 136 Q100 126 82 136Z"/>
        <path class="fine clay-line" d="M84 124 Q100 116 116 124 M89 110 Q100 104 111 110"/>
        <path class="thick gold-line" d="M136 322 V150 M122 166 H150 M126 182 H146 M118 198 H154"/>
        <g transform="translate(100 284)"><path class="gold-line" d="M-22 -16 L22 16 M22 -16 L-22 16 M14 18 L22 10 M-14 18 L-22 10"/><circle class="pale-ring" cx="-26" cy="-20" r="8"/><circle class="pale-ring" cx="26" cy="-20" r="8"/></g>
        """

    /// Two people hand in hand beneath a winged sun.
    static let lovers = """
        <rect class="sky" width="200" height="340"/>
        <path class="halo" d="M100 96 L182 322 H18Z"/>
        <path class="white" d="M100 118 C80 90 52 92 34 106 C46 108 50 112 52 118 C62 116 66 120 68 124 C82 122 92 124 100 130 C108 124 118 122 132 124 C134 120 138 116 148 118 C150 112 154 108 166 106 C148 92 120 90 100 118Z"/>
        <circle class="gold" cx="100" cy="108" r="24"/><circle class="pale" cx="100" cy="108" r="15"/>
        <path class="leaf" d="M18 274 Q60 252 100 268 T182 260 V322 H18Z"/>
        <path class="bark" d="M49 190 C48 168 84 168 84 190 C90 210 88 226 86 236 H48 C44 226 43 206 49 190Z"/>
        <path class="rose" d="M66 202 C50 210 46 248 44 302 H90 C88 248 82 210 66 202Z"/>
        <path class="sea" d="M134 202 C118 210 112 248 110 302 H156 C154 248 150 210 134 202Z"/>
        <circle class="skin" cx="67" cy="192" r="14"/><circle class="skin" cx="133" cy="192" r="14"/>
        <path class="ink" d="M118 190 C116 172 150 172 148 190 Q140 180 133 182 Q126 180 118 190Z"/>
        <path class="broad rose-line" d="M82 228 L98 250"/><path class="broad sea-line" d="M118 228 L102 250"/>
        <circle class="skin" cx="100" cy="252" r="6"/>
        <path class="rose" d="M100 178 C88 168 88 158 94 157 C98 157 100 160 100 163 C100 160 102 157 106 157 C112 158 112 168 100 178Z"/>
        """

    /// A chariot under a canopy of stars, drawn by the dark and the light.
    static let chariot = """
        <rect class="dusk" width="200" height="340"/>
        <path class="night" d="M46 112 Q100 78 154 112 V128 H46Z"/><path class="gold-line" d="M46 128 Q100 112 154 128"/>
        <path class="pale" d="M70 104 l2 4 4.4.5-3.2 3 .8 4.4-4-2.2-4 2.2.8-4.4-3.2-3 4.4-.5Z M100 92 l2 4 4.4.5-3.2 3 .8 4.4-4-2.2-4 2.2.8-4.4-3.2-3 4.4-.5Z M130 104 l2 4 4.4.5-3.2 3 .8 4.4-4-2.2-4 2.2.8-4.4-3.2-3 4.4-.5Z"/>
        <path class="gold-line" d="M52 126 V208 M148 126 V208"/>
        <path class="mist" d="M100 164 C82 170 76 190 74 214 H126 C124 190 118 170 100 164Z"/>
        <circle class="skin" cx="100" cy="150" r="15"/>
        <path class="gold" d="M84 148 Q82 126 100 126 Q118 126 116 148 L111 140 Q100 132 89 140Z"/><path class="pale" d="M100 118 l3 6 6.4.7-4.8 4.4 1.2 6.4-5.8-3.2-5.8 3.2 1.2-6.4-4.8-4.4 6.4-.7Z"/>
        <path class="clay" d="M44 208 H156 L148 270 H52Z"/><path class="gold" d="M44 204 H156 V212 H44Z"/>
        <circle class="pale" cx="100" cy="238" r="17"/><path class="clay" d="M100 224 l4 9.600 10.400.9-8 6.900 2.500 10-8.900-5.400-8.900 5.400 2.500-10-8-6.900 10.400-.9Z"/>
        <circle class="gold-ring" cx="44" cy="262" r="22"/><circle class="gold-ring" cx="156" cy="262" r="22"/>
        <path class="fine pale-line" d="M44 240 V284 M22 262 H66 M28 246 L60 278 M60 246 L28 278 M156 240 V284 M134 262 H178 M140 246 L172 278 M172 246 L140 278"/>
        <path class="ink" d="M62 322 Q56 284 74 272 L78 262 L84 272 Q96 278 94 290 L86 292 V322Z"/><circle class="cream" cx="83" cy="281" r="2"/>
        <path class="cream" d="M138 322 Q144 284 126 272 L122 262 L116 272 Q104 278 106 290 L114 292 V322Z"/><circle class="ink" cx="117" cy="281" r="2"/>
        """
}
