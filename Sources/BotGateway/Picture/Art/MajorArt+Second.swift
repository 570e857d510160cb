// Strength to Temperance.
extension MajorArt {
    /// A lion at peace beneath the sign of infinity.
    static let strength = """
        <rect class="blush" width="200" height="340"/>
        <path class="leaf" d="M18 270 Q70 246 110 266 T182 256 V322 H18Z"/>
        <path class="gold-line" d="M100 98 C88 82 66 86 66 98 C66 110 88 114 100 98 C112 82 134 86 134 98 C134 110 112 114 100 98Z"/>
        <path class="clay" d="M100 128 C116 120 130 130 134 140 C152 142 158 158 156 172 C170 184 168 204 156 214 C158 234 144 246 132 246 C126 262 110 266 100 260 C90 266 74 262 68 246 C56 246 42 234 44 214 C32 204 30 184 44 172 C42 158 48 142 66 140 C70 130 84 120 100 128Z"/>
        <circle class="amber" cx="72" cy="156" r="11"/><circle class="amber" cx="128" cy="156" r="11"/>
        <path class="amber" d="M100 146 C130 146 140 172 136 198 C132 226 116 244 100 244 C84 244 68 226 64 198 C60 172 70 146 100 146Z"/>
        <path class="cream" d="M100 200 C122 200 126 234 100 238 C74 234 78 200 100 200Z"/>
        <path class="ink" d="M90 200 H110 Q110 210 100 214 Q90 210 90 200Z"/>
        <path class="ink-line" d="M100 213 V222 M100 222 Q92 230 86 224 M100 222 Q108 230 114 224"/>
        <path class="ink-line" d="M74 184 Q82 192 90 184 M110 184 Q118 192 126 184"/>
        <path class="rose" d="M62 284 l5 9 10 1-7 7 2 10-10-5-10 5 2-10-7-7 10-1Z M138 284 l5 9 10 1-7 7 2 10-10-5-10 5 2-10-7-7 10-1Z"/><circle class="gold" cx="62" cy="298" r="4"/><circle class="gold" cx="138" cy="298" r="4"/>
        <path class="rose" d="M100 276 l6 10 12 1-9 8 3 12-12-6-12 6 3-12-9-8 12-1Z"/><circle class="gold" cx="100" cy="292" r="5"/>
        """

    /// A cloaked figure with a lantern on a mountain of snow.
    static let hermit = """
        <rect class="night" width="200" height="340"/>
        <path class="dusk" d="M18 268 L72 190 L112 250 L148 206 L182 250 V322 H18Z"/>
        <path class="mist" d="M18 300 Q60 276 104 294 T182 288 V322 H18Z"/>
        <circle class="glow" cx="136" cy="170" r="56"/><circle class="glow" cx="136" cy="170" r="36"/>
        <path class="stone" d="M86 118 C60 130 52 210 46 306 H128 C122 210 112 130 86 118Z"/>
        <path class="dark" d="M86 122 C70 128 66 152 70 172 Q86 182 102 172 C106 152 102 128 86 122Z"/>
        <circle class="skin" cx="88" cy="150" r="13"/>
        <path class="white" d="M76 154 Q78 190 90 196 Q100 188 101 154 Q90 164 76 154Z"/>
        <path class="broad stone-line" d="M106 190 L132 150"/>
        <path class="thick gold-line" d="M136 128 V140"/><circle class="gold-ring" cx="136" cy="124" r="5"/>
        <path class="gold" d="M120 144 L136 134 L152 144 V150 H120Z M122 192 H150 V198 H122Z"/>
        <path class="pale" d="M124 150 H148 V192 H124Z"/>
        <path class="gold" d="M136 156 l4 11 12 1-9 7 3 12-10-7-10 7 3-12-9-7 12-1Z"/>
        <path class="thick bark-line" d="M50 160 L40 308"/>
        """

    /// A wheel of eight spokes among clouds.
    static let wheel = """
        <rect class="sea" width="200" height="340"/>
        <path class="mist" d="M18 290 C30 268 54 270 60 284 C72 270 96 272 100 288 C108 272 136 272 140 286 C150 272 176 274 182 290 V322 H18Z"/>
        <path class="sky" d="M24 120 C30 106 46 108 50 116 C60 110 66 120 62 126 H26 C20 126 20 120 24 120Z M138 100 C144 88 160 90 164 98 C174 94 178 104 174 108 H140 C134 108 134 100 138 100Z"/>
        <circle class="gold" cx="100" cy="190" r="72"/><circle class="cream" cx="100" cy="190" r="62"/>
        <circle class="thin-ring" cx="100" cy="190" r="46"/>
        <path class="thick clay-line" d="M100 130 V250 M40 190 H160 M58 148 L142 232 M142 148 L58 232"/>
        <circle class="gold" cx="100" cy="190" r="18"/><circle class="clay" cx="100" cy="190" r="8"/>
        <g class="rose"><circle cx="100" cy="124" r="9"/><circle cx="166" cy="190" r="9"/><circle cx="100" cy="256" r="9"/><circle cx="34" cy="190" r="9"/></g>
        <g class="pale"><circle cx="146" cy="144" r="6"/><circle cx="146" cy="236" r="6"/><circle cx="54" cy="236" r="6"/><circle cx="54" cy="144" r="6"/></g>
        <path class="gold" d="M100 84 C90 84 86 96 92 104 L100 112 L108 104 C114 96 110 84 100 84Z"/>
        """

    /// Scales in balance on an upright sword.
    static let justice = """
        <rect class="plum" width="200" height="340"/>
        <path class="rose" d="M18 44 H52 Q58 150 34 262 Q28 292 18 306Z M182 44 H148 Q142 150 166 262 Q172 292 182 306Z"/>
        <path class="gold" d="M30 204 Q46 202 50 208 L48 216 Q40 210 28 212Z M170 204 Q154 202 150 208 L152 216 Q160 210 172 212Z"/>
        <path class="white" d="M100 92 L108 108 V262 H92 V108Z"/><path class="stone" d="M100 92 L108 108 V262 H100Z"/>
        <path class="gold" d="M76 262 Q100 254 124 262 L122 272 Q100 264 78 272Z"/><rect class="bark" x="95" y="268" width="10" height="30" rx="3"/><circle class="gold" cx="100" cy="304" r="8"/>
        <path class="thick gold-line" d="M46 146 Q100 132 154 146"/><circle class="gold" cx="100" cy="138" r="9"/>
        <path class="fine pale-line" d="M50 146 L32 212 M50 146 L68 212 M150 146 L132 212 M150 146 L168 212"/>
        <path class="gold" d="M26 210 H74 Q70 236 50 236 Q30 236 26 210Z M126 210 H174 Q170 236 150 236 Q130 236 126 210Z"/>
        """

    /// Somebody at ease, head down, a halo about the head.
    static let hangedMan = """
        <rect class="sage" width="200" height="340"/>
        <path class="bark" d="M30 96 H170 V110 H30Z M40 96 H54 V322 H40Z M146 96 H160 V322 H146Z"/>
        <path class="leaf" d="M66 96 q8-16 18 0Z M112 110 q9 14 18 0Z M54 150 q16-2 14 14 q-14-2-14-14Z M146 190 q-16-2-14 14 q14-2 14-14Z M40 230 q-14 0-12 14 q12-2 12-14Z M160 140 q14 0 12 14 q-12-2-12-14Z"/>
        <path class="thick cream-line" d="M100 110 V140"/>
        <path class="broad rose-line" d="M100 140 V206"/><path class="broad rose-line" d="M100 200 L74 180 L98 166"/>
        <path class="sea" d="M78 204 H122 L116 262 H84Z"/><path class="gold" d="M78 202 H122 V210 H78Z"/>
        <path class="broad sea-line" d="M86 256 L70 232 L86 216 M114 256 L130 232 L114 216"/>
        <circle class="halo" cx="100" cy="280" r="34"/><circle class="glow" cx="100" cy="280" r="28"/>
        <circle class="skin" cx="100" cy="278" r="16"/>
        <path class="gold" d="M84 282 Q88 306 100 306 Q112 306 116 282 Q108 292 100 290 Q92 292 84 282Z"/>
        <path class="fine ink-line" d="M92 278 Q95 275 98 278 M102 278 Q105 275 108 278 M96 268 Q100 265 104 268"/>
        """

    /// A banner with a white rose, and the sun rising between two towers.
    static let death = """
        <rect class="dusk" width="200" height="340"/>
        <circle class="glow" cx="134" cy="246" r="60"/><circle class="amber" cx="134" cy="246" r="28"/>
        <path class="halo" d="M134 246 L60 160 L80 150Z M134 246 L120 140 L148 140Z M134 246 L182 176 V200Z"/>
        <path class="night" d="M94 196 H114 V260 H94Z M91 188 H97 V196 H91Z M101 188 H107 V196 H101Z M111 188 H117 V196 H111Z M154 196 H174 V260 H154Z M151 188 H157 V196 H151Z M161 188 H167 V196 H161Z M171 188 H177 V196 H171Z"/>
        <path class="moss" d="M18 264 Q80 244 182 256 V322 H18Z"/>
        <path class="sky" d="M128 256 Q118 272 140 282 Q162 294 130 322 H96 Q128 296 106 284 Q92 272 112 256Z"/>
        <path class="thick bark-line" d="M44 90 V316"/><circle class="gold" cx="44" cy="86" r="6"/>
        <path class="ink" d="M46 98 H124 Q114 124 124 178 Q100 164 84 176 Q66 184 46 172Z"/>
        <g transform="translate(82 136)"><path class="white" d="M0 -26 C12 -28 16 -16 12 -10 C24 -12 30 2 20 8 C28 16 16 28 8 20 C6 30 -6 30 -8 20 C-16 28 -28 16 -20 8 C-30 2 -24 -12 -12 -10 C-16 -16 -12 -28 0 -26Z"/><circle class="mist" r="11"/><circle class="gold" r="6"/></g>
        """

    /// Water poured between two cups, wings behind.
    static let temperance = """
        <rect class="sky" width="200" height="340"/>
        <path class="leaf" d="M18 262 Q70 244 182 258 V322 H18Z"/><path class="sea" d="M18 296 Q60 280 100 294 T182 290 V322 H18Z"/>
        <path class="rose" d="M88 150 C60 104 36 112 22 130 C32 134 34 140 34 148 C42 150 42 158 44 164 C52 166 56 172 60 180 C72 178 82 168 88 150Z M112 150 C140 104 164 112 178 130 C168 134 166 140 166 148 C158 150 158 158 156 164 C148 166 144 172 140 180 C128 178 118 168 112 150Z"/>
        <path class="amber" d="M79 130 C77 102 123 102 121 130 C128 146 126 164 124 176 H76 C74 164 72 146 79 130Z"/>
        <path class="white" d="M100 146 C78 154 72 200 64 300 H136 C128 200 122 154 100 146Z"/>
        <path class="gold" d="M100 172 L114 196 H86Z"/>
        <circle class="halo" cx="100" cy="126" r="30"/>
        <circle class="skin" cx="100" cy="128" r="15"/><circle class="gold" cx="100" cy="108" r="5"/>
        <path class="broad white-line" d="M84 182 L64 214 M116 182 L138 226"/>
        <path class="stream" d="M66 218 Q96 216 134 240"/>
        <use href="#cups" transform="translate(60 206) rotate(62) scale(.9)"/>
        <use href="#cups" transform="translate(140 250) rotate(-8) scale(.9)"/>
        """
}
