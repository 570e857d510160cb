// The Devil to the World.
extension MajorArt {
    /// A horned mask, a torch, and a chain that hangs open.
    static let devil = """
        <rect class="dark" width="200" height="340"/>
        <path class="plum" d="M100 168 C70 112 36 116 22 148 C34 150 40 160 40 170 C52 168 58 176 58 188 C72 184 84 196 90 210 H110 C116 196 128 184 142 188 C142 176 148 168 160 170 C160 160 166 150 178 148 C164 116 130 112 100 168Z"/>
        <path class="stone" d="M82 146 C54 142 46 112 60 92 C62 112 78 118 92 126Z M118 146 C146 142 154 112 140 92 C138 112 122 118 108 126Z"/>
        <path class="clay" d="M100 122 C128 122 134 146 128 168 C124 190 112 210 100 216 C88 210 76 190 72 168 C66 146 72 122 100 122Z"/>
        <path class="cream" d="M78 158 Q88 152 96 164 Q86 170 78 158Z M122 158 Q112 152 104 164 Q114 170 122 158Z"/><circle class="ink" cx="88" cy="161" r="3.500"/><circle class="ink" cx="112" cy="161" r="3.500"/>
        <path class="ink-line" d="M88 188 Q100 196 112 188"/><path class="ink" d="M94 210 L100 236 L106 210Z"/>
        <path class="gold" d="M100 130 l3 7 7.600.7-5.800 5 1.800 7.400-6.600-4-6.600 4 1.800-7.400-5.800-5 7.600-.7Z"/>
        <path class="amber" d="M150 214 q14 16 4 30 q-14 4-16-10 q0-10 12-20Z"/><path class="rose" d="M150 228 q7 8 1 16 q-8 0-7-8 q1-4 6-8Z"/><path class="broad bark-line" d="M148 246 L140 300"/>
        <rect class="stone" x="56" y="270" width="66" height="36" rx="4"/>
        <circle class="gold-ring" cx="88" cy="270" r="10"/>
        <path class="chain" d="M82 278 C60 288 48 296 44 306 M96 278 C114 286 124 294 126 304"/>
        <path class="gold-line" d="M44 300 A11 11 0 1 0 52 318 M126 298 A11 11 0 1 1 118 316"/>
        """

    /// A tower struck by lightning, its crown aloft.
    static let tower = """
        <rect class="night" width="200" height="340"/>
        <path class="dusk" d="M18 100 C40 90 60 104 54 118 C80 112 84 134 64 140 H18Z M182 180 C160 166 140 176 144 190 C124 190 124 208 142 212 H182Z"/>
        <path class="stone" d="M62 322 L54 296 H146 L138 322Z M70 146 H130 L136 300 H64Z"/>
        <path class="mist" d="M70 146 H100 V300 H64Z"/>
        <path class="stone" d="M64 134 H78 V142 H86 V134 H100 L94 150 H66Z M112 150 L118 138 H136 V150Z"/>
        <path class="dark" d="M84 176 Q84 164 92 164 Q100 164 100 176 V190 H84Z M104 216 Q104 204 112 204 Q120 204 120 216 V230 H104Z M80 252 Q80 240 88 240 Q96 240 96 252 V266 H80Z"/>
        <path class="amber" d="M92 190 q-8-10 0-20 q8 10 0 20Z M112 230 q-8-10 0-20 q8 10 0 20Z M88 266 q-8-10 0-20 q8 10 0 20Z"/>
        <path class="gold" d="M182 60 L128 108 L146 112 L104 156 L130 132 L116 128 L150 96Z"/>
        <path class="gold" d="M58 122 L48 98 L62 106 L66 88 L78 100 L88 86 L92 108 Z"/>
        <g class="amber"><circle cx="50" cy="170" r="3.500"/><circle cx="42" cy="206" r="3.500"/><circle cx="154" cy="158" r="3.500"/><circle cx="160" cy="240" r="3.500"/><circle cx="48" cy="250" r="3.500"/><circle cx="152" cy="278" r="3.500"/></g>
        """

    /// One great star, seven small ones, and water poured by starlight.
    static let star = """
        <rect class="dusk" width="200" height="340"/>
        <circle class="glow" cx="100" cy="136" r="62"/>
        <path class="pale" d="M100 84 L107 119 L132 100 L116 127 L152 136 L116 145 L132 172 L107 153 L100 190 L93 153 L68 172 L84 145 L48 136 L84 127 L68 100 L93 119Z"/><circle class="gold" cx="100" cy="136" r="10"/>
        <g class="cream"><path d="M44 168 l2 6 6 2-6 2-2 6-2-6-6-2 6-2Z M156 168 l2 6 6 2-6 2-2 6-2-6-6-2 6-2Z M62 200 l2 6 6 2-6 2-2 6-2-6-6-2 6-2Z M138 200 l2 6 6 2-6 2-2 6-2-6-6-2 6-2Z M150 88 l2 6 6 2-6 2-2 6-2-6-6-2 6-2Z M50 88 l2 6 6 2-6 2-2 6-2-6-6-2 6-2Z M100 60 l2 6 6 2-6 2-2 6-2-6-6-2 6-2Z"/></g>
        <path class="moss" d="M18 262 Q70 240 110 262 L92 322 H18Z"/>
        <path class="sea" d="M80 322 Q90 276 128 268 Q162 262 182 270 V322Z"/>
        <path class="fine sky-line" d="M118 292 Q140 284 166 292 M104 308 Q136 298 172 308"/>
        <path class="stream" d="M102 240 Q134 242 138 278"/>
        <path class="clay" d="M58 220 L94 228 L104 238 L96 246 L86 262 Q60 258 50 242 Q48 228 58 220Z"/><path class="gold-line" d="M60 224 Q42 214 44 236"/>
        """

    /// A full moon with a crescent's face, two towers and a path.
    static let moon = """
        <rect class="night" width="200" height="340"/>
        <circle class="glow" cx="100" cy="132" r="66"/><circle class="pale" cx="100" cy="132" r="44"/>
        <path class="gold" d="M100 88 A44 44 0 1 0 100 176 Q118 164 116 148 L122 140 L114 134 Q118 112 100 88Z"/>
        <path class="ink-line" d="M96 128 Q102 132 108 126 M100 154 Q106 156 110 152"/>
        <g class="amber"><path d="M64 190 q5 8 0 13 q-5-5 0-13Z M100 188 q5 8 0 13 q-5-5 0-13Z M136 190 q5 8 0 13 q-5-5 0-13Z M82 204 q5 8 0 13 q-5-5 0-13Z M118 204 q5 8 0 13 q-5-5 0-13Z"/></g>
        <path class="stone" d="M28 192 H58 V276 H28Z M24 182 H32 V192 H24Z M39 182 H47 V192 H39Z M54 182 H62 V192 H54Z M142 192 H172 V276 H142Z M138 182 H146 V192 H138Z M153 182 H161 V192 H153Z M168 182 H176 V192 H168Z"/>
        <path class="pale" d="M39 212 H47 V226 H39Z M153 212 H161 V226 H153Z"/>
        <path class="moss" d="M18 262 Q60 246 100 258 T182 256 V322 H18Z"/>
        <path class="amber" d="M104 256 Q92 270 108 280 Q128 292 112 322 H82 Q104 296 90 284 Q78 270 98 256Z"/>
        <path class="sea" d="M18 306 Q60 294 100 306 T182 302 V322 H18Z"/>
        """

    /// A smiling sun above sunflowers.
    static let sun = """
        <rect class="sky" width="200" height="340"/>
        <path class="gold" d="M100 68 L108 96 L126 72 L124 100 L148 84 L138 108 L164 104 L146 122 L172 128 L148 138 L168 154 L142 152 L154 174 L130 164 L132 190 L114 170 L106 196 L100 172 L94 196 L86 170 L68 190 L70 164 L46 174 L58 152 L32 154 L52 138 L28 128 L54 122 L36 104 L62 108 L52 84 L76 100 L74 72 L92 96Z"/>
        <circle class="amber" cx="100" cy="132" r="42"/><circle class="pale" cx="100" cy="132" r="36"/>
        <path class="ink-line" d="M82 126 Q88 120 94 126 M106 126 Q112 120 118 126 M88 144 Q100 156 112 144"/><circle class="blush" cx="80" cy="140" r="6"/><circle class="blush" cx="120" cy="140" r="6"/>
        <path class="stone" d="M18 254 H182 V284 H18Z"/><path class="fine cream-line" d="M18 269 H182 M50 254 V269 M100 254 V269 M150 254 V269 M75 269 V284 M125 269 V284"/>
        <path class="leaf" d="M18 284 H182 V322 H18Z"/>
        <path class="thick moss-line" d="M48 310 V236 M100 314 V226 M152 310 V236"/>
        <g><path class="gold" d="M48 210 l5 9 10-3-3 10 9 5-9 5 3 10-10-3-5 9-5-9-10 3 3-10-9-5 9-5-3-10 10 3Z M100 196 l5 9 10-3-3 10 9 5-9 5 3 10-10-3-5 9-5-9-10 3 3-10-9-5 9-5-3-10 10 3Z M152 210 l5 9 10-3-3 10 9 5-9 5 3 10-10-3-5 9-5-9-10 3 3-10-9-5 9-5-3-10 10 3Z"/><circle class="bark" cx="48" cy="231" r="9"/><circle class="bark" cx="100" cy="217" r="9"/><circle class="bark" cx="152" cy="231" r="9"/></g>
        <path class="moss" d="M48 280 q16-14 24-2 q-12 8-24 2Z M152 280 q-16-14-24-2 q12 8 24 2Z M100 276 q-16-14-24-2 q12 8 24 2Z"/>
        """

    /// A trumpet out of the clouds, and people looking up.
    static let judgement = """
        <rect class="sky" width="200" height="340"/>
        <path class="halo" d="M100 60 L60 250 H30Z M100 60 L82 262 H118Z M100 60 L140 250 H170Z"/>
        <path class="white" d="M22 122 C24 100 50 92 62 104 C72 86 108 84 116 102 C134 90 166 98 176 122 C170 138 150 134 146 130 C134 142 112 138 106 132 C94 142 70 140 64 130 C50 140 28 136 22 122Z"/>
        <g transform="rotate(14 100 168)"><path class="gold" d="M94 116 H106 V184 Q108 206 126 218 H74 Q92 206 94 184Z"/><path class="pale" d="M74 218 Q100 228 126 218 Q100 210 74 218Z"/><path class="thick clay-line" d="M94 132 H106 M94 176 H106"/></g>
        <path class="cream" d="M104 138 L152 148 L144 196 L96 186Z"/><path class="rose" d="M120 142 L128 144 L125 159 L140 162 L138 170 L124 167 L121 182 L113 180 L116 165 L101 162 L103 154 L117 157Z"/>
        <path class="mist" d="M18 270 L50 246 L78 268 L120 240 L150 264 L182 248 V322 H18Z"/>
        <path class="sea" d="M18 300 Q60 288 100 300 T182 296 V322 H18Z"/>
        <g><path class="stone" d="M40 300 H78 L74 322 H44Z M122 300 H160 L156 322 H126Z M82 306 H118 L114 322 H86Z"/>
        <path class="skin" d="M52 300 V270 L44 250 L50 248 L59 264 L68 248 L74 250 L66 270 V300Z M134 300 V270 L126 250 L132 248 L141 264 L150 248 L156 250 L148 270 V300Z M94 306 V284 L87 268 L92 266 L100 280 L108 266 L113 268 L106 284 V306Z"/>
        <circle class="bark" cx="59" cy="256" r="8"/><circle class="ink" cx="141" cy="256" r="8"/><circle class="amber" cx="100" cy="272" r="7"/></g>
        """

    /// A globe within a wreath of laurel.
    static let world = """
        <rect class="dusk" width="200" height="340"/>
        <g class="pale"><path d="M42 270 l3 9 9 3-9 3-3 9-3-9-9-3 9-3Z M158 270 l3 9 9 3-9 3-3 9-3-9-9-3 9-3Z M44 96 l3 9 9 3-9 3-3 9-3-9-9-3 9-3Z M156 96 l3 9 9 3-9 3-3 9-3-9-9-3 9-3Z"/></g>
        <circle class="glow" cx="100" cy="190" r="58"/>
        <ellipse class="wreath-inner" cx="100" cy="190" rx="62" ry="92"/><ellipse class="wreath" cx="100" cy="190" rx="62" ry="92"/>
        <path class="rose" d="M86 90 Q100 100 114 90 L118 104 Q100 114 82 104Z M86 290 Q100 280 114 290 L118 276 Q100 266 82 276Z"/>
        <circle class="sea" cx="100" cy="190" r="42"/>
        <path class="leaf" d="M70 168 Q80 150 100 152 Q108 162 98 170 Q104 182 90 186 Q78 190 74 202 Q60 190 70 168Z M112 184 Q130 176 138 190 Q138 212 120 226 Q108 220 112 204 Q104 194 112 184Z"/>
        <circle class="gold-ring" cx="100" cy="190" r="42"/>
        <path class="fine pale-line" d="M58 190 Q100 206 142 190"/>
        <path class="gold" d="M100 122 l4 10 11 1-8 7 3 11-10-6-10 6 3-11-8-7 11-1Z"/>
        """
}
