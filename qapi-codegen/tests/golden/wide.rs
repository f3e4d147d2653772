/// The object `Wide`.
pub struct Wide {
    /// `member-0`
    pub member_0: ::core::option::Option<i64>,
    /// `member-1`
    pub member_1: ::std::string::String,
    /// `member-2`
    pub member_2: bool,
    /// `member-3`
    pub member_3: ::core::option::Option<u64>,
    /// `member-4`
    pub member_4: i64,
    /// `member-5`
    pub member_5: ::std::string::String,
    /// `member-6`
    pub member_6: ::core::option::Option<bool>,
    /// `member-7`
    pub member_7: u64,
    /// `member-8`
    pub member_8: i64,
    /// `member-9`
    pub member_9: ::core::option::Option<::std::string::String>,
    /// `member-10`
    pub member_10: bool,
    /// `member-11`
    pub member_11: u64,
    /// `member-12`
    pub member_12: ::core::option::Option<i64>,
    /// `member-13`
    pub member_13: ::std::string::String,
    /// `member-14`
    pub member_14: bool,
    /// `member-15`
    pub member_15: ::core::option::Option<u64>,
    /// `member-16`
    pub member_16: i64,
    /// `member-17`
    pub member_17: ::std::string::String,
    /// `member-18`
    pub member_18: ::core::option::Option<bool>,
    /// `member-19`
    pub member_19: u64,
    /// `member-20`
    pub member_20: i64,
    /// `member-21`
    pub member_21: ::core::option::Option<::std::string::String>,
    /// `member-22`
    pub member_22: bool,
    /// `member-23`
    pub member_23: u64,
    /// `member-24`
    pub member_24: ::core::option::Option<i64>,
    /// `member-25`
    pub member_25: ::std::string::String,
    /// `member-26`
    pub member_26: bool,
    /// `member-27`
    pub member_27: ::core::option::Option<u64>,
    /// `member-28`
    pub member_28: i64,
    /// `member-29`
    pub member_29: ::std::string::String,
    /// `member-30`
    pub member_30: ::core::option::Option<bool>,
    /// `member-31`
    pub member_31: u64,
    /// `member-32`
    pub member_32: i64,
    /// `member-33`
    pub member_33: ::core::option::Option<::std::string::String>,
    /// `member-34`
    pub member_34: bool,
    /// `member-35`
    pub member_35: u64,
    /// `member-36`
    pub member_36: ::core::option::Option<i64>,
    /// `member-37`
    pub member_37: ::std::string::String,
    /// `member-38`
    pub member_38: bool,
    /// `member-39`
    pub member_39: ::core::option::Option<u64>,
    /// `member-40`
    pub member_40: i64,
    /// `member-41`
    pub member_41: ::std::string::String,
    /// `member-42`
    pub member_42: ::core::option::Option<bool>,
    /// `member-43`
    pub member_43: u64,
    /// `member-44`
    pub member_44: i64,
    /// `member-45`
    pub member_45: ::core::option::Option<::std::string::String>,
    /// `member-46`
    pub member_46: bool,
    /// `member-47`
    pub member_47: u64,
    /// `member-48`
    pub member_48: ::core::option::Option<i64>,
    /// `member-49`
    pub member_49: ::std::string::String,
    /// `member-50`
    pub member_50: bool,
    /// `member-51`
    pub member_51: ::core::option::Option<u64>,
    /// `member-52`
    pub member_52: i64,
    /// `member-53`
    pub member_53: ::std::string::String,
    /// `member-54`
    pub member_54: ::core::option::Option<bool>,
    /// `member-55`
    pub member_55: u64,
    /// `member-56`
    pub member_56: i64,
    /// `member-57`
    pub member_57: ::core::option::Option<::std::string::String>,
    /// `member-58`
    pub member_58: bool,
    /// `member-59`
    pub member_59: u64,
    /// `member-60`
    pub member_60: ::core::option::Option<i64>,
    /// `member-61`
    pub member_61: ::std::string::String,
    /// `member-62`
    pub member_62: bool,
    /// `member-63`
    pub member_63: ::core::option::Option<u64>,
    /// `member-64`
    pub member_64: i64,
    /// `member-65`
    pub member_65: ::std::string::String,
    /// `member-66`
    pub member_66: ::core::option::Option<bool>,
    /// `member-67`
    pub member_67: u64,
    /// `member-68`
    pub member_68: i64,
    /// `member-69`
    pub member_69: ::core::option::Option<::std::string::String>,
    /// `member-70`
    pub member_70: bool,
    /// `member-71`
    pub member_71: u64,
    /// `member-72`
    pub member_72: ::core::option::Option<i64>,
    /// `member-73`
    pub member_73: ::std::string::String,
    /// `member-74`
    pub member_74: bool,
    /// `member-75`
    pub member_75: ::core::option::Option<u64>,
    /// `member-76`
    pub member_76: i64,
    /// `member-77`
    pub member_77: ::std::string::String,
    /// `member-78`
    pub member_78: ::core::option::Option<bool>,
    /// `member-79`
    pub member_79: u64,
    /// `member-80`
    pub member_80: i64,
    /// `member-81`
    pub member_81: ::core::option::Option<::std::string::String>,
    /// `member-82`
    pub member_82: bool,
    /// `member-83`
    pub member_83: u64,
    /// `member-84`
    pub member_84: ::core::option::Option<i64>,
    /// `member-85`
    pub member_85: ::std::string::String,
    /// `member-86`
    pub member_86: bool,
    /// `member-87`
    pub member_87: ::core::option::Option<u64>,
    /// `member-88`
    pub member_88: i64,
    /// `member-89`
    pub member_89: ::std::string::String,
    /// `member-90`
    pub member_90: ::core::option::Option<bool>,
    /// `member-91`
    pub member_91: u64,
    /// `member-92`
    pub member_92: i64,
    /// `member-93`
    pub member_93: ::core::option::Option<::std::string::String>,
    /// `member-94`
    pub member_94: bool,
    /// `member-95`
    pub member_95: u64,
    /// `member-96`
    pub member_96: ::core::option::Option<i64>,
    /// `member-97`
    pub member_97: ::std::string::String,
    /// `member-98`
    pub member_98: bool,
    /// `member-99`
    pub member_99: ::core::option::Option<u64>,
    /// `member-100`
    pub member_100: i64,
    /// `member-101`
    pub member_101: ::std::string::String,
    /// `member-102`
    pub member_102: ::core::option::Option<bool>,
    /// `member-103`
    pub member_103: u64,
    /// `member-104`
    pub member_104: i64,
    /// `member-105`
    pub member_105: ::core::option::Option<::std::string::String>,
    /// `member-106`
    pub member_106: bool,
    /// `member-107`
    pub member_107: u64,
    /// `member-108`
    pub member_108: ::core::option::Option<i64>,
    /// `member-109`
    pub member_109: ::std::string::String,
    /// `member-110`
    pub member_110: bool,
    /// `member-111`
    pub member_111: ::core::option::Option<u64>,
    /// `member-112`
    pub member_112: i64,
    /// `member-113`
    pub member_113: ::std::string::String,
    /// `member-114`
    pub member_114: ::core::option::Option<bool>,
    /// `member-115`
    pub member_115: u64,
    /// `member-116`
    pub member_116: i64,
    /// `member-117`
    pub member_117: ::core::option::Option<::std::string::String>,
    /// `member-118`
    pub member_118: bool,
    /// `member-119`
    pub member_119: u64,
    /// `member-120`
    pub member_120: ::core::option::Option<i64>,
    /// `member-121`
    pub member_121: ::std::string::String,
    /// `member-122`
    pub member_122: bool,
    /// `member-123`
    pub member_123: ::core::option::Option<u64>,
    /// `member-124`
    pub member_124: i64,
    /// `member-125`
    pub member_125: ::std::string::String,
    /// `member-126`
    pub member_126: ::core::option::Option<bool>,
    /// `member-127`
    pub member_127: u64,
    /// `member-128`
    pub member_128: i64,
    /// `member-129`
    pub member_129: ::core::option::Option<::std::string::String>,
    /// `member-130`
    pub member_130: bool,
    /// `member-131`
    pub member_131: u64,
    /// `member-132`
    pub member_132: ::core::option::Option<i64>,
    /// `member-133`
    pub member_133: ::std::string::String,
    /// `member-134`
    pub member_134: bool,
    /// `member-135`
    pub member_135: ::core::option::Option<u64>,
    /// `member-136`
    pub member_136: i64,
    /// `member-137`
    pub member_137: ::std::string::String,
    /// `member-138`
    pub member_138: ::core::option::Option<bool>,
    /// `member-139`
    pub member_139: u64,
    /// `member-140`
    pub member_140: i64,
    /// `member-141`
    pub member_141: ::core::option::Option<::std::string::String>,
    /// `member-142`
    pub member_142: bool,
    /// `member-143`
    pub member_143: u64,
    /// `member-144`
    pub member_144: ::core::option::Option<i64>,
    /// `member-145`
    pub member_145: ::std::string::String,
    /// `member-146`
    pub member_146: bool,
    /// `member-147`
    pub member_147: ::core::option::Option<u64>,
    /// `member-148`
    pub member_148: i64,
    /// `member-149`
    pub member_149: ::std::string::String,
    /// `member-150`
    pub member_150: ::core::option::Option<bool>,
    /// `member-151`
    pub member_151: u64,
    /// `member-152`
    pub member_152: i64,
    /// `member-153`
    pub member_153: ::core::option::Option<::std::string::String>,
    /// `member-154`
    pub member_154: bool,
    /// `member-155`
    pub member_155: u64,
    /// `member-156`
    pub member_156: ::core::option::Option<i64>,
    /// `member-157`
    pub member_157: ::std::string::String,
    /// `member-158`
    pub member_158: bool,
    /// `member-159`
    pub member_159: ::core::option::Option<u64>,
    /// `member-160`
    pub member_160: i64,
    /// `member-161`
    pub member_161: ::std::string::String,
    /// `member-162`
    pub member_162: ::core::option::Option<bool>,
    /// `member-163`
    pub member_163: u64,
    /// `member-164`
    pub member_164: i64,
    /// `member-165`
    pub member_165: ::core::option::Option<::std::string::String>,
    /// `member-166`
    pub member_166: bool,
    /// `member-167`
    pub member_167: u64,
    /// `member-168`
    pub member_168: ::core::option::Option<i64>,
    /// `member-169`
    pub member_169: ::std::string::String,
    /// `member-170`
    pub member_170: bool,
    /// `member-171`
    pub member_171: ::core::option::Option<u64>,
    /// `member-172`
    pub member_172: i64,
    /// `member-173`
    pub member_173: ::std::string::String,
    /// `member-174`
    pub member_174: ::core::option::Option<bool>,
    /// `member-175`
    pub member_175: u64,
    /// `member-176`
    pub member_176: i64,
    /// `member-177`
    pub member_177: ::core::option::Option<::std::string::String>,
    /// `member-178`
    pub member_178: bool,
    /// `member-179`
    pub member_179: u64,
    /// `member-180`
    pub member_180: ::core::option::Option<i64>,
    /// `member-181`
    pub member_181: ::std::string::String,
    /// `member-182`
    pub member_182: bool,
    /// `member-183`
    pub member_183: ::core::option::Option<u64>,
    /// `member-184`
    pub member_184: i64,
    /// `member-185`
    pub member_185: ::std::string::String,
    /// `member-186`
    pub member_186: ::core::option::Option<bool>,
    /// `member-187`
    pub member_187: u64,
    /// `member-188`
    pub member_188: i64,
    /// `member-189`
    pub member_189: ::core::option::Option<::std::string::String>,
    /// `member-190`
    pub member_190: bool,
    /// `member-191`
    pub member_191: u64,
    /// `member-192`
    pub member_192: ::core::option::Option<i64>,
    /// `member-193`
    pub member_193: ::std::string::String,
    /// `member-194`
    pub member_194: bool,
    /// `member-195`
    pub member_195: ::core::option::Option<u64>,
    /// `member-196`
    pub member_196: i64,
    /// `member-197`
    pub member_197: ::std::string::String,
    /// `member-198`
    pub member_198: ::core::option::Option<bool>,
    /// `member-199`
    pub member_199: u64,
    /// `member-200`
    pub member_200: i64,
    /// `member-201`
    pub member_201: ::core::option::Option<::std::string::String>,
    /// `member-202`
    pub member_202: bool,
    /// `member-203`
    pub member_203: u64,
    /// `member-204`
    pub member_204: ::core::option::Option<i64>,
    /// `member-205`
    pub member_205: ::std::string::String,
    /// `member-206`
    pub member_206: bool,
    /// `member-207`
    pub member_207: ::core::option::Option<u64>,
    /// `member-208`
    pub member_208: i64,
    /// `member-209`
    pub member_209: ::std::string::String,
    /// `member-210`
    pub member_210: ::core::option::Option<bool>,
    /// `member-211`
    pub member_211: u64,
    /// `member-212`
    pub member_212: i64,
    /// `member-213`
    pub member_213: ::core::option::Option<::std::string::String>,
    /// `member-214`
    pub member_214: bool,
    /// `member-215`
    pub member_215: u64,
    /// `member-216`
    pub member_216: ::core::option::Option<i64>,
    /// `member-217`
    pub member_217: ::std::string::String,
    /// `member-218`
    pub member_218: bool,
    /// `member-219`
    pub member_219: ::core::option::Option<u64>,
    /// `member-220`
    pub member_220: i64,
    /// `member-221`
    pub member_221: ::std::string::String,
    /// `member-222`
    pub member_222: ::core::option::Option<bool>,
    /// `member-223`
    pub member_223: u64,
    /// `member-224`
    pub member_224: i64,
    /// `member-225`
    pub member_225: ::core::option::Option<::std::string::String>,
    /// `member-226`
    pub member_226: bool,
    /// `member-227`
    pub member_227: u64,
    /// `member-228`
    pub member_228: ::core::option::Option<i64>,
    /// `member-229`
    pub member_229: ::std::string::String,
    /// `member-230`
    pub member_230: bool,
    /// `member-231`
    pub member_231: ::core::option::Option<u64>,
    /// `member-232`
    pub member_232: i64,
    /// `member-233`
    pub member_233: ::std::string::String,
    /// `member-234`
    pub member_234: ::core::option::Option<bool>,
    /// `member-235`
    pub member_235: u64,
    /// `member-236`
    pub member_236: i64,
    /// `member-237`
    pub member_237: ::core::option::Option<::std::string::String>,
    /// `member-238`
    pub member_238: bool,
    /// `member-239`
    pub member_239: u64,
    /// `member-240`
    pub member_240: ::core::option::Option<i64>,
    /// `member-241`
    pub member_241: ::std::string::String,
    /// `member-242`
    pub member_242: bool,
    /// `member-243`
    pub member_243: ::core::option::Option<u64>,
    /// `member-244`
    pub member_244: i64,
    /// `member-245`
    pub member_245: ::std::string::String,
    /// `member-246`
    pub member_246: ::core::option::Option<bool>,
    /// `member-247`
    pub member_247: u64,
    /// `member-248`
    pub member_248: i64,
    /// `member-249`
    pub member_249: ::core::option::Option<::std::string::String>,
    /// `member-250`
    pub member_250: bool,
    /// `member-251`
    pub member_251: u64,
    /// `member-252`
    pub member_252: ::core::option::Option<i64>,
    /// `member-253`
    pub member_253: ::std::string::String,
    /// `member-254`
    pub member_254: bool,
    /// `member-255`
    pub member_255: ::core::option::Option<u64>,
    /// `member-256`
    pub member_256: i64,
    /// `member-257`
    pub member_257: ::std::string::String,
    /// `member-258`
    pub member_258: ::core::option::Option<bool>,
    /// `member-259`
    pub member_259: u64,
    /// `member-260`
    pub member_260: i64,
    /// `member-261`
    pub member_261: ::core::option::Option<::std::string::String>,
    /// `member-262`
    pub member_262: bool,
    /// `member-263`
    pub member_263: u64,
    /// `member-264`
    pub member_264: ::core::option::Option<i64>,
    /// `member-265`
    pub member_265: ::std::string::String,
    /// `member-266`
    pub member_266: bool,
    /// `member-267`
    pub member_267: ::core::option::Option<u64>,
    /// `member-268`
    pub member_268: i64,
    /// `member-269`
    pub member_269: ::std::string::String,
    /// `member-270`
    pub member_270: ::core::option::Option<bool>,
    /// `member-271`
    pub member_271: u64,
    /// `member-272`
    pub member_272: i64,
    /// `member-273`
    pub member_273: ::core::option::Option<::std::string::String>,
    /// `member-274`
    pub member_274: bool,
    /// `member-275`
    pub member_275: u64,
    /// `member-276`
    pub member_276: ::core::option::Option<i64>,
    /// `member-277`
    pub member_277: ::std::string::String,
    /// `member-278`
    pub member_278: bool,
    /// `member-279`
    pub member_279: ::core::option::Option<u64>,
    /// `member-280`
    pub member_280: i64,
    /// `member-281`
    pub member_281: ::std::string::String,
    /// `member-282`
    pub member_282: ::core::option::Option<bool>,
    /// `member-283`
    pub member_283: u64,
    /// `member-284`
    pub member_284: i64,
    /// `member-285`
    pub member_285: ::core::option::Option<::std::string::String>,
    /// `member-286`
    pub member_286: bool,
    /// `member-287`
    pub member_287: u64,
    /// `member-288`
    pub member_288: ::core::option::Option<i64>,
    /// `member-289`
    pub member_289: ::std::string::String,
    /// `member-290`
    pub member_290: bool,
    /// `member-291`
    pub member_291: ::core::option::Option<u64>,
    /// `member-292`
    pub member_292: i64,
    /// `member-293`
    pub member_293: ::std::string::String,
    /// `member-294`
    pub member_294: ::core::option::Option<bool>,
    /// `member-295`
    pub member_295: u64,
    /// `member-296`
    pub member_296: i64,
    /// `member-297`
    pub member_297: ::core::option::Option<::std::string::String>,
    /// `member-298`
    pub member_298: bool,
    /// `member-299`
    pub member_299: u64,
}

impl ::core::clone::Clone for Wide {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            member_1: self.member_1.clone(),
            member_5: self.member_5.clone(),
            member_9: self.member_9.clone(),
            member_13: self.member_13.clone(),
            member_17: self.member_17.clone(),
            member_21: self.member_21.clone(),
            member_25: self.member_25.clone(),
            member_29: self.member_29.clone(),
            member_33: self.member_33.clone(),
            member_37: self.member_37.clone(),
            member_41: self.member_41.clone(),
            member_45: self.member_45.clone(),
            member_49: self.member_49.clone(),
            member_53: self.member_53.clone(),
            member_57: self.member_57.clone(),
            member_61: self.member_61.clone(),
            member_65: self.member_65.clone(),
            member_69: self.member_69.clone(),
            member_73: self.member_73.clone(),
            member_77: self.member_77.clone(),
            member_81: self.member_81.clone(),
            member_85: self.member_85.clone(),
            member_89: self.member_89.clone(),
            member_93: self.member_93.clone(),
            member_97: self.member_97.clone(),
            member_101: self.member_101.clone(),
            member_105: self.member_105.clone(),
            member_109: self.member_109.clone(),
            member_113: self.member_113.clone(),
            member_117: self.member_117.clone(),
            member_121: self.member_121.clone(),
            member_125: self.member_125.clone(),
            member_129: self.member_129.clone(),
            member_133: self.member_133.clone(),
            member_137: self.member_137.clone(),
            member_141: self.member_141.clone(),
            member_145: self.member_145.clone(),
            member_149: self.member_149.clone(),
            member_153: self.member_153.clone(),
            member_157: self.member_157.clone(),
            member_161: self.member_161.clone(),
            member_165: self.member_165.clone(),
            member_169: self.member_169.clone(),
            member_173: self.member_173.clone(),
            member_177: self.member_177.clone(),
            member_181: self.member_181.clone(),
            member_185: self.member_185.clone(),
            member_189: self.member_189.clone(),
            member_193: self.member_193.clone(),
            member_197: self.member_197.clone(),
            member_201: self.member_201.clone(),
            member_205: self.member_205.clone(),
            member_209: self.member_209.clone(),
            member_213: self.member_213.clone(),
            member_217: self.member_217.clone(),
            member_221: self.member_221.clone(),
            member_225: self.member_225.clone(),
            member_229: self.member_229.clone(),
            member_233: self.member_233.clone(),
            member_237: self.member_237.clone(),
            member_241: self.member_241.clone(),
            member_245: self.member_245.clone(),
            member_249: self.member_249.clone(),
            member_253: self.member_253.clone(),
            member_257: self.member_257.clone(),
            member_261: self.member_261.clone(),
            member_265: self.member_265.clone(),
            member_269: self.member_269.clone(),
            member_273: self.member_273.clone(),
            member_277: self.member_277.clone(),
            member_281: self.member_281.clone(),
            member_285: self.member_285.clone(),
            member_289: self.member_289.clone(),
            member_293: self.member_293.clone(),
            member_297: self.member_297.clone(),
            ..*self
        }
    }
}

/// The required members of [`Wide`].
pub struct NewWide {
    /// `member-1`
    pub member_1: ::std::string::String,
    /// `member-2`
    pub member_2: bool,
    /// `member-4`
    pub member_4: i64,
    /// `member-5`
    pub member_5: ::std::string::String,
    /// `member-7`
    pub member_7: u64,
    /// `member-8`
    pub member_8: i64,
    /// `member-10`
    pub member_10: bool,
    /// `member-11`
    pub member_11: u64,
    /// `member-13`
    pub member_13: ::std::string::String,
    /// `member-14`
    pub member_14: bool,
    /// `member-16`
    pub member_16: i64,
    /// `member-17`
    pub member_17: ::std::string::String,
    /// `member-19`
    pub member_19: u64,
    /// `member-20`
    pub member_20: i64,
    /// `member-22`
    pub member_22: bool,
    /// `member-23`
    pub member_23: u64,
    /// `member-25`
    pub member_25: ::std::string::String,
    /// `member-26`
    pub member_26: bool,
    /// `member-28`
    pub member_28: i64,
    /// `member-29`
    pub member_29: ::std::string::String,
    /// `member-31`
    pub member_31: u64,
    /// `member-32`
    pub member_32: i64,
    /// `member-34`
    pub member_34: bool,
    /// `member-35`
    pub member_35: u64,
    /// `member-37`
    pub member_37: ::std::string::String,
    /// `member-38`
    pub member_38: bool,
    /// `member-40`
    pub member_40: i64,
    /// `member-41`
    pub member_41: ::std::string::String,
    /// `member-43`
    pub member_43: u64,
    /// `member-44`
    pub member_44: i64,
    /// `member-46`
    pub member_46: bool,
    /// `member-47`
    pub member_47: u64,
    /// `member-49`
    pub member_49: ::std::string::String,
    /// `member-50`
    pub member_50: bool,
    /// `member-52`
    pub member_52: i64,
    /// `member-53`
    pub member_53: ::std::string::String,
    /// `member-55`
    pub member_55: u64,
    /// `member-56`
    pub member_56: i64,
    /// `member-58`
    pub member_58: bool,
    /// `member-59`
    pub member_59: u64,
    /// `member-61`
    pub member_61: ::std::string::String,
    /// `member-62`
    pub member_62: bool,
    /// `member-64`
    pub member_64: i64,
    /// `member-65`
    pub member_65: ::std::string::String,
    /// `member-67`
    pub member_67: u64,
    /// `member-68`
    pub member_68: i64,
    /// `member-70`
    pub member_70: bool,
    /// `member-71`
    pub member_71: u64,
    /// `member-73`
    pub member_73: ::std::string::String,
    /// `member-74`
    pub member_74: bool,
    /// `member-76`
    pub member_76: i64,
    /// `member-77`
    pub member_77: ::std::string::String,
    /// `member-79`
    pub member_79: u64,
    /// `member-80`
    pub member_80: i64,
    /// `member-82`
    pub member_82: bool,
    /// `member-83`
    pub member_83: u64,
    /// `member-85`
    pub member_85: ::std::string::String,
    /// `member-86`
    pub member_86: bool,
    /// `member-88`
    pub member_88: i64,
    /// `member-89`
    pub member_89: ::std::string::String,
    /// `member-91`
    pub member_91: u64,
    /// `member-92`
    pub member_92: i64,
    /// `member-94`
    pub member_94: bool,
    /// `member-95`
    pub member_95: u64,
    /// `member-97`
    pub member_97: ::std::string::String,
    /// `member-98`
    pub member_98: bool,
    /// `member-100`
    pub member_100: i64,
    /// `member-101`
    pub member_101: ::std::string::String,
    /// `member-103`
    pub member_103: u64,
    /// `member-104`
    pub member_104: i64,
    /// `member-106`
    pub member_106: bool,
    /// `member-107`
    pub member_107: u64,
    /// `member-109`
    pub member_109: ::std::string::String,
    /// `member-110`
    pub member_110: bool,
    /// `member-112`
    pub member_112: i64,
    /// `member-113`
    pub member_113: ::std::string::String,
    /// `member-115`
    pub member_115: u64,
    /// `member-116`
    pub member_116: i64,
    /// `member-118`
    pub member_118: bool,
    /// `member-119`
    pub member_119: u64,
    /// `member-121`
    pub member_121: ::std::string::String,
    /// `member-122`
    pub member_122: bool,
    /// `member-124`
    pub member_124: i64,
    /// `member-125`
    pub member_125: ::std::string::String,
    /// `member-127`
    pub member_127: u64,
    /// `member-128`
    pub member_128: i64,
    /// `member-130`
    pub member_130: bool,
    /// `member-131`
    pub member_131: u64,
    /// `member-133`
    pub member_133: ::std::string::String,
    /// `member-134`
    pub member_134: bool,
    /// `member-136`
    pub member_136: i64,
    /// `member-137`
    pub member_137: ::std::string::String,
    /// `member-139`
    pub member_139: u64,
    /// `member-140`
    pub member_140: i64,
    /// `member-142`
    pub member_142: bool,
    /// `member-143`
    pub member_143: u64,
    /// `member-145`
    pub member_145: ::std::string::String,
    /// `member-146`
    pub member_146: bool,
    /// `member-148`
    pub member_148: i64,
    /// `member-149`
    pub member_149: ::std::string::String,
    /// `member-151`
    pub member_151: u64,
    /// `member-152`
    pub member_152: i64,
    /// `member-154`
    pub member_154: bool,
    /// `member-155`
    pub member_155: u64,
    /// `member-157`
    pub member_157: ::std::string::String,
    /// `member-158`
    pub member_158: bool,
    /// `member-160`
    pub member_160: i64,
    /// `member-161`
    pub member_161: ::std::string::String,
    /// `member-163`
    pub member_163: u64,
    /// `member-164`
    pub member_164: i64,
    /// `member-166`
    pub member_166: bool,
    /// `member-167`
    pub member_167: u64,
    /// `member-169`
    pub member_169: ::std::string::String,
    /// `member-170`
    pub member_170: bool,
    /// `member-172`
    pub member_172: i64,
    /// `member-173`
    pub member_173: ::std::string::String,
    /// `member-175`
    pub member_175: u64,
    /// `member-176`
    pub member_176: i64,
    /// `member-178`
    pub member_178: bool,
    /// `member-179`
    pub member_179: u64,
    /// `member-181`
    pub member_181: ::std::string::String,
    /// `member-182`
    pub member_182: bool,
    /// `member-184`
    pub member_184: i64,
    /// `member-185`
    pub member_185: ::std::string::String,
    /// `member-187`
    pub member_187: u64,
    /// `member-188`
    pub member_188: i64,
    /// `member-190`
    pub member_190: bool,
    /// `member-191`
    pub member_191: u64,
    /// `member-193`
    pub member_193: ::std::string::String,
    /// `member-194`
    pub member_194: bool,
    /// `member-196`
    pub member_196: i64,
    /// `member-197`
    pub member_197: ::std::string::String,
    /// `member-199`
    pub member_199: u64,
    /// `member-200`
    pub member_200: i64,
    /// `member-202`
    pub member_202: bool,
    /// `member-203`
    pub member_203: u64,
    /// `member-205`
    pub member_205: ::std::string::String,
    /// `member-206`
    pub member_206: bool,
    /// `member-208`
    pub member_208: i64,
    /// `member-209`
    pub member_209: ::std::string::String,
    /// `member-211`
    pub member_211: u64,
    /// `member-212`
    pub member_212: i64,
    /// `member-214`
    pub member_214: bool,
    /// `member-215`
    pub member_215: u64,
    /// `member-217`
    pub member_217: ::std::string::String,
    /// `member-218`
    pub member_218: bool,
    /// `member-220`
    pub member_220: i64,
    /// `member-221`
    pub member_221: ::std::string::String,
    /// `member-223`
    pub member_223: u64,
    /// `member-224`
    pub member_224: i64,
    /// `member-226`
    pub member_226: bool,
    /// `member-227`
    pub member_227: u64,
    /// `member-229`
    pub member_229: ::std::string::String,
    /// `member-230`
    pub member_230: bool,
    /// `member-232`
    pub member_232: i64,
    /// `member-233`
    pub member_233: ::std::string::String,
    /// `member-235`
    pub member_235: u64,
    /// `member-236`
    pub member_236: i64,
    /// `member-238`
    pub member_238: bool,
    /// `member-239`
    pub member_239: u64,
    /// `member-241`
    pub member_241: ::std::string::String,
    /// `member-242`
    pub member_242: bool,
    /// `member-244`
    pub member_244: i64,
    /// `member-245`
    pub member_245: ::std::string::String,
    /// `member-247`
    pub member_247: u64,
    /// `member-248`
    pub member_248: i64,
    /// `member-250`
    pub member_250: bool,
    /// `member-251`
    pub member_251: u64,
    /// `member-253`
    pub member_253: ::std::string::String,
    /// `member-254`
    pub member_254: bool,
    /// `member-256`
    pub member_256: i64,
    /// `member-257`
    pub member_257: ::std::string::String,
    /// `member-259`
    pub member_259: u64,
    /// `member-260`
    pub member_260: i64,
    /// `member-262`
    pub member_262: bool,
    /// `member-263`
    pub member_263: u64,
    /// `member-265`
    pub member_265: ::std::string::String,
    /// `member-266`
    pub member_266: bool,
    /// `member-268`
    pub member_268: i64,
    /// `member-269`
    pub member_269: ::std::string::String,
    /// `member-271`
    pub member_271: u64,
    /// `member-272`
    pub member_272: i64,
    /// `member-274`
    pub member_274: bool,
    /// `member-275`
    pub member_275: u64,
    /// `member-277`
    pub member_277: ::std::string::String,
    /// `member-278`
    pub member_278: bool,
    /// `member-280`
    pub member_280: i64,
    /// `member-281`
    pub member_281: ::std::string::String,
    /// `member-283`
    pub member_283: u64,
    /// `member-284`
    pub member_284: i64,
    /// `member-286`
    pub member_286: bool,
    /// `member-287`
    pub member_287: u64,
    /// `member-289`
    pub member_289: ::std::string::String,
    /// `member-290`
    pub member_290: bool,
    /// `member-292`
    pub member_292: i64,
    /// `member-293`
    pub member_293: ::std::string::String,
    /// `member-295`
    pub member_295: u64,
    /// `member-296`
    pub member_296: i64,
    /// `member-298`
    pub member_298: bool,
    /// `member-299`
    pub member_299: u64,
}

impl ::core::clone::Clone for NewWide {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            member_1: self.member_1.clone(),
            member_5: self.member_5.clone(),
            member_13: self.member_13.clone(),
            member_17: self.member_17.clone(),
            member_25: self.member_25.clone(),
            member_29: self.member_29.clone(),
            member_37: self.member_37.clone(),
            member_41: self.member_41.clone(),
            member_49: self.member_49.clone(),
            member_53: self.member_53.clone(),
            member_61: self.member_61.clone(),
            member_65: self.member_65.clone(),
            member_73: self.member_73.clone(),
            member_77: self.member_77.clone(),
            member_85: self.member_85.clone(),
            member_89: self.member_89.clone(),
            member_97: self.member_97.clone(),
            member_101: self.member_101.clone(),
            member_109: self.member_109.clone(),
            member_113: self.member_113.clone(),
            member_121: self.member_121.clone(),
            member_125: self.member_125.clone(),
            member_133: self.member_133.clone(),
            member_137: self.member_137.clone(),
            member_145: self.member_145.clone(),
            member_149: self.member_149.clone(),
            member_157: self.member_157.clone(),
            member_161: self.member_161.clone(),
            member_169: self.member_169.clone(),
            member_173: self.member_173.clone(),
            member_181: self.member_181.clone(),
            member_185: self.member_185.clone(),
            member_193: self.member_193.clone(),
            member_197: self.member_197.clone(),
            member_205: self.member_205.clone(),
            member_209: self.member_209.clone(),
            member_217: self.member_217.clone(),
            member_221: self.member_221.clone(),
            member_229: self.member_229.clone(),
            member_233: self.member_233.clone(),
            member_241: self.member_241.clone(),
            member_245: self.member_245.clone(),
            member_253: self.member_253.clone(),
            member_257: self.member_257.clone(),
            member_265: self.member_265.clone(),
            member_269: self.member_269.clone(),
            member_277: self.member_277.clone(),
            member_281: self.member_281.clone(),
            member_289: self.member_289.clone(),
            member_293: self.member_293.clone(),
            ..*self
        }
    }
}

impl ::core::fmt::Debug for NewWide {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_object(
            f,
            "NewWide",
            &[
                "member-1 member-2 member-4 member-5 member-7 member-8 member-10",
                "member-11 member-13 member-14 member-16 member-17 member-19 member-20",
                "member-22 member-23 member-25 member-26 member-28 member-29 member-31",
                "member-32 member-34 member-35 member-37 member-38 member-40 member-41",
                "member-43 member-44 member-46 member-47 member-49 member-50 member-52",
                "member-53 member-55 member-56 member-58 member-59 member-61 member-62",
                "member-64 member-65 member-67 member-68 member-70 member-71 member-73",
                "member-74 member-76 member-77 member-79 member-80 member-82 member-83",
                "member-85 member-86 member-88 member-89 member-91 member-92 member-94",
                "member-95 member-97 member-98 member-100 member-101 member-103",
                "member-104 member-106 member-107 member-109 member-110 member-112",
                "member-113 member-115 member-116 member-118 member-119 member-121",
                "member-122 member-124 member-125 member-127 member-128 member-130",
                "member-131 member-133 member-134 member-136 member-137 member-139",
                "member-140 member-142 member-143 member-145 member-146 member-148",
                "member-149 member-151 member-152 member-154 member-155 member-157",
                "member-158 member-160 member-161 member-163 member-164 member-166",
                "member-167 member-169 member-170 member-172 member-173 member-175",
                "member-176 member-178 member-179 member-181 member-182 member-184",
                "member-185 member-187 member-188 member-190 member-191 member-193",
                "member-194 member-196 member-197 member-199 member-200 member-202",
                "member-203 member-205 member-206 member-208 member-209 member-211",
                "member-212 member-214 member-215 member-217 member-218 member-220",
                "member-221 member-223 member-224 member-226 member-227 member-229",
                "member-230 member-232 member-233 member-235 member-236 member-238",
                "member-239 member-241 member-242 member-244 member-245 member-247",
                "member-248 member-250 member-251 member-253 member-254 member-256",
                "member-257 member-259 member-260 member-262 member-263 member-265",
                "member-266 member-268 member-269 member-271 member-272 member-274",
                "member-275 member-277 member-278 member-280 member-281 member-283",
                "member-284 member-286 member-287 member-289 member-290 member-292",
                "member-293 member-295 member-296 member-298 member-299",
            ],
            &[
                &self.member_1,
                &self.member_2,
                &self.member_4,
                &self.member_5,
                &self.member_7,
                &self.member_8,
                &self.member_10,
                &self.member_11,
                &self.member_13,
                &self.member_14,
                &self.member_16,
                &self.member_17,
                &self.member_19,
                &self.member_20,
                &self.member_22,
                &self.member_23,
                &self.member_25,
                &self.member_26,
                &self.member_28,
                &self.member_29,
                &self.member_31,
                &self.member_32,
                &self.member_34,
                &self.member_35,
                &self.member_37,
                &self.member_38,
                &self.member_40,
                &self.member_41,
                &self.member_43,
                &self.member_44,
                &self.member_46,
                &self.member_47,
                &self.member_49,
                &self.member_50,
                &self.member_52,
                &self.member_53,
                &self.member_55,
                &self.member_56,
                &self.member_58,
                &self.member_59,
                &self.member_61,
                &self.member_62,
                &self.member_64,
                &self.member_65,
                &self.member_67,
                &self.member_68,
                &self.member_70,
                &self.member_71,
                &self.member_73,
                &self.member_74,
                &self.member_76,
                &self.member_77,
                &self.member_79,
                &self.member_80,
                &self.member_82,
                &self.member_83,
                &self.member_85,
                &self.member_86,
                &self.member_88,
                &self.member_89,
                &self.member_91,
                &self.member_92,
                &self.member_94,
                &self.member_95,
                &self.member_97,
                &self.member_98,
                &self.member_100,
                &self.member_101,
                &self.member_103,
                &self.member_104,
                &self.member_106,
                &self.member_107,
                &self.member_109,
                &self.member_110,
                &self.member_112,
                &self.member_113,
                &self.member_115,
                &self.member_116,
                &self.member_118,
                &self.member_119,
                &self.member_121,
                &self.member_122,
                &self.member_124,
                &self.member_125,
                &self.member_127,
                &self.member_128,
                &self.member_130,
                &self.member_131,
                &self.member_133,
                &self.member_134,
                &self.member_136,
                &self.member_137,
                &self.member_139,
                &self.member_140,
                &self.member_142,
                &self.member_143,
                &self.member_145,
                &self.member_146,
                &self.member_148,
                &self.member_149,
                &self.member_151,
                &self.member_152,
                &self.member_154,
                &self.member_155,
                &self.member_157,
                &self.member_158,
                &self.member_160,
                &self.member_161,
                &self.member_163,
                &self.member_164,
                &self.member_166,
                &self.member_167,
                &self.member_169,
                &self.member_170,
                &self.member_172,
                &self.member_173,
                &self.member_175,
                &self.member_176,
                &self.member_178,
                &self.member_179,
                &self.member_181,
                &self.member_182,
                &self.member_184,
                &self.member_185,
                &self.member_187,
                &self.member_188,
                &self.member_190,
                &self.member_191,
                &self.member_193,
                &self.member_194,
                &self.member_196,
                &self.member_197,
                &self.member_199,
                &self.member_200,
                &self.member_202,
                &self.member_203,
                &self.member_205,
                &self.member_206,
                &self.member_208,
                &self.member_209,
                &self.member_211,
                &self.member_212,
                &self.member_214,
                &self.member_215,
                &self.member_217,
                &self.member_218,
                &self.member_220,
                &self.member_221,
                &self.member_223,
                &self.member_224,
                &self.member_226,
                &self.member_227,
                &self.member_229,
                &self.member_230,
                &self.member_232,
                &self.member_233,
                &self.member_235,
                &self.member_236,
                &self.member_238,
                &self.member_239,
                &self.member_241,
                &self.member_242,
                &self.member_244,
                &self.member_245,
                &self.member_247,
                &self.member_248,
                &self.member_250,
                &self.member_251,
                &self.member_253,
                &self.member_254,
                &self.member_256,
                &self.member_257,
                &self.member_259,
                &self.member_260,
                &self.member_262,
                &self.member_263,
                &self.member_265,
                &self.member_266,
                &self.member_268,
                &self.member_269,
                &self.member_271,
                &self.member_272,
                &self.member_274,
                &self.member_275,
                &self.member_277,
                &self.member_278,
                &self.member_280,
                &self.member_281,
                &self.member_283,
                &self.member_284,
                &self.member_286,
                &self.member_287,
                &self.member_289,
                &self.member_290,
                &self.member_292,
                &self.member_293,
                &self.member_295,
                &self.member_296,
                &self.member_298,
                &self.member_299,
            ],
        )
    }
}

impl Wide {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(required: NewWide) -> Self {
        Self {
            member_0: ::core::option::Option::None,
            member_1: required.member_1,
            member_2: required.member_2,
            member_3: ::core::option::Option::None,
            member_4: required.member_4,
            member_5: required.member_5,
            member_6: ::core::option::Option::None,
            member_7: required.member_7,
            member_8: required.member_8,
            member_9: ::core::option::Option::None,
            member_10: required.member_10,
            member_11: required.member_11,
            member_12: ::core::option::Option::None,
            member_13: required.member_13,
            member_14: required.member_14,
            member_15: ::core::option::Option::None,
            member_16: required.member_16,
            member_17: required.member_17,
            member_18: ::core::option::Option::None,
            member_19: required.member_19,
            member_20: required.member_20,
            member_21: ::core::option::Option::None,
            member_22: required.member_22,
            member_23: required.member_23,
            member_24: ::core::option::Option::None,
            member_25: required.member_25,
            member_26: required.member_26,
            member_27: ::core::option::Option::None,
            member_28: required.member_28,
            member_29: required.member_29,
            member_30: ::core::option::Option::None,
            member_31: required.member_31,
            member_32: required.member_32,
            member_33: ::core::option::Option::None,
            member_34: required.member_34,
            member_35: required.member_35,
            member_36: ::core::option::Option::None,
            member_37: required.member_37,
            member_38: required.member_38,
            member_39: ::core::option::Option::None,
            member_40: required.member_40,
            member_41: required.member_41,
            member_42: ::core::option::Option::None,
            member_43: required.member_43,
            member_44: required.member_44,
            member_45: ::core::option::Option::None,
            member_46: required.member_46,
            member_47: required.member_47,
            member_48: ::core::option::Option::None,
            member_49: required.member_49,
            member_50: required.member_50,
            member_51: ::core::option::Option::None,
            member_52: required.member_52,
            member_53: required.member_53,
            member_54: ::core::option::Option::None,
            member_55: required.member_55,
            member_56: required.member_56,
            member_57: ::core::option::Option::None,
            member_58: required.member_58,
            member_59: required.member_59,
            member_60: ::core::option::Option::None,
            member_61: required.member_61,
            member_62: required.member_62,
            member_63: ::core::option::Option::None,
            member_64: required.member_64,
            member_65: required.member_65,
            member_66: ::core::option::Option::None,
            member_67: required.member_67,
            member_68: required.member_68,
            member_69: ::core::option::Option::None,
            member_70: required.member_70,
            member_71: required.member_71,
            member_72: ::core::option::Option::None,
            member_73: required.member_73,
            member_74: required.member_74,
            member_75: ::core::option::Option::None,
            member_76: required.member_76,
            member_77: required.member_77,
            member_78: ::core::option::Option::None,
            member_79: required.member_79,
            member_80: required.member_80,
            member_81: ::core::option::Option::None,
            member_82: required.member_82,
            member_83: required.member_83,
            member_84: ::core::option::Option::None,
            member_85: required.member_85,
            member_86: required.member_86,
            member_87: ::core::option::Option::None,
            member_88: required.member_88,
            member_89: required.member_89,
            member_90: ::core::option::Option::None,
            member_91: required.member_91,
            member_92: required.member_92,
            member_93: ::core::option::Option::None,
            member_94: required.member_94,
            member_95: required.member_95,
            member_96: ::core::option::Option::None,
            member_97: required.member_97,
            member_98: required.member_98,
            member_99: ::core::option::Option::None,
            member_100: required.member_100,
            member_101: required.member_101,
            member_102: ::core::option::Option::None,
            member_103: required.member_103,
            member_104: required.member_104,
            member_105: ::core::option::Option::None,
            member_106: required.member_106,
            member_107: required.member_107,
            member_108: ::core::option::Option::None,
            member_109: required.member_109,
            member_110: required.member_110,
            member_111: ::core::option::Option::None,
            member_112: required.member_112,
            member_113: required.member_113,
            member_114: ::core::option::Option::None,
            member_115: required.member_115,
            member_116: required.member_116,
            member_117: ::core::option::Option::None,
            member_118: required.member_118,
            member_119: required.member_119,
            member_120: ::core::option::Option::None,
            member_121: required.member_121,
            member_122: required.member_122,
            member_123: ::core::option::Option::None,
            member_124: required.member_124,
            member_125: required.member_125,
            member_126: ::core::option::Option::None,
            member_127: required.member_127,
            member_128: required.member_128,
            member_129: ::core::option::Option::None,
            member_130: required.member_130,
            member_131: required.member_131,
            member_132: ::core::option::Option::None,
            member_133: required.member_133,
            member_134: required.member_134,
            member_135: ::core::option::Option::None,
            member_136: required.member_136,
            member_137: required.member_137,
            member_138: ::core::option::Option::None,
            member_139: required.member_139,
            member_140: required.member_140,
            member_141: ::core::option::Option::None,
            member_142: required.member_142,
            member_143: required.member_143,
            member_144: ::core::option::Option::None,
            member_145: required.member_145,
            member_146: required.member_146,
            member_147: ::core::option::Option::None,
            member_148: required.member_148,
            member_149: required.member_149,
            member_150: ::core::option::Option::None,
            member_151: required.member_151,
            member_152: required.member_152,
            member_153: ::core::option::Option::None,
            member_154: required.member_154,
            member_155: required.member_155,
            member_156: ::core::option::Option::None,
            member_157: required.member_157,
            member_158: required.member_158,
            member_159: ::core::option::Option::None,
            member_160: required.member_160,
            member_161: required.member_161,
            member_162: ::core::option::Option::None,
            member_163: required.member_163,
            member_164: required.member_164,
            member_165: ::core::option::Option::None,
            member_166: required.member_166,
            member_167: required.member_167,
            member_168: ::core::option::Option::None,
            member_169: required.member_169,
            member_170: required.member_170,
            member_171: ::core::option::Option::None,
            member_172: required.member_172,
            member_173: required.member_173,
            member_174: ::core::option::Option::None,
            member_175: required.member_175,
            member_176: required.member_176,
            member_177: ::core::option::Option::None,
            member_178: required.member_178,
            member_179: required.member_179,
            member_180: ::core::option::Option::None,
            member_181: required.member_181,
            member_182: required.member_182,
            member_183: ::core::option::Option::None,
            member_184: required.member_184,
            member_185: required.member_185,
            member_186: ::core::option::Option::None,
            member_187: required.member_187,
            member_188: required.member_188,
            member_189: ::core::option::Option::None,
            member_190: required.member_190,
            member_191: required.member_191,
            member_192: ::core::option::Option::None,
            member_193: required.member_193,
            member_194: required.member_194,
            member_195: ::core::option::Option::None,
            member_196: required.member_196,
            member_197: required.member_197,
            member_198: ::core::option::Option::None,
            member_199: required.member_199,
            member_200: required.member_200,
            member_201: ::core::option::Option::None,
            member_202: required.member_202,
            member_203: required.member_203,
            member_204: ::core::option::Option::None,
            member_205: required.member_205,
            member_206: required.member_206,
            member_207: ::core::option::Option::None,
            member_208: required.member_208,
            member_209: required.member_209,
            member_210: ::core::option::Option::None,
            member_211: required.member_211,
            member_212: required.member_212,
            member_213: ::core::option::Option::None,
            member_214: required.member_214,
            member_215: required.member_215,
            member_216: ::core::option::Option::None,
            member_217: required.member_217,
            member_218: required.member_218,
            member_219: ::core::option::Option::None,
            member_220: required.member_220,
            member_221: required.member_221,
            member_222: ::core::option::Option::None,
            member_223: required.member_223,
            member_224: required.member_224,
            member_225: ::core::option::Option::None,
            member_226: required.member_226,
            member_227: required.member_227,
            member_228: ::core::option::Option::None,
            member_229: required.member_229,
            member_230: required.member_230,
            member_231: ::core::option::Option::None,
            member_232: required.member_232,
            member_233: required.member_233,
            member_234: ::core::option::Option::None,
            member_235: required.member_235,
            member_236: required.member_236,
            member_237: ::core::option::Option::None,
            member_238: required.member_238,
            member_239: required.member_239,
            member_240: ::core::option::Option::None,
            member_241: required.member_241,
            member_242: required.member_242,
            member_243: ::core::option::Option::None,
            member_244: required.member_244,
            member_245: required.member_245,
            member_246: ::core::option::Option::None,
            member_247: required.member_247,
            member_248: required.member_248,
            member_249: ::core::option::Option::None,
            member_250: required.member_250,
            member_251: required.member_251,
            member_252: ::core::option::Option::None,
            member_253: required.member_253,
            member_254: required.member_254,
            member_255: ::core::option::Option::None,
            member_256: required.member_256,
            member_257: required.member_257,
            member_258: ::core::option::Option::None,
            member_259: required.member_259,
            member_260: required.member_260,
            member_261: ::core::option::Option::None,
            member_262: required.member_262,
            member_263: required.member_263,
            member_264: ::core::option::Option::None,
            member_265: required.member_265,
            member_266: required.member_266,
            member_267: ::core::option::Option::None,
            member_268: required.member_268,
            member_269: required.member_269,
            member_270: ::core::option::Option::None,
            member_271: required.member_271,
            member_272: required.member_272,
            member_273: ::core::option::Option::None,
            member_274: required.member_274,
            member_275: required.member_275,
            member_276: ::core::option::Option::None,
            member_277: required.member_277,
            member_278: required.member_278,
            member_279: ::core::option::Option::None,
            member_280: required.member_280,
            member_281: required.member_281,
            member_282: ::core::option::Option::None,
            member_283: required.member_283,
            member_284: required.member_284,
            member_285: ::core::option::Option::None,
            member_286: required.member_286,
            member_287: required.member_287,
            member_288: ::core::option::Option::None,
            member_289: required.member_289,
            member_290: required.member_290,
            member_291: ::core::option::Option::None,
            member_292: required.member_292,
            member_293: required.member_293,
            member_294: ::core::option::Option::None,
            member_295: required.member_295,
            member_296: required.member_296,
            member_297: ::core::option::Option::None,
            member_298: required.member_298,
            member_299: required.member_299,
        }
    }

    /// Sets `member-0`.
    #[inline]
    #[must_use]
    pub fn member_0(mut self, value: i64) -> Self {
        self.member_0 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-3`.
    #[inline]
    #[must_use]
    pub fn member_3(mut self, value: u64) -> Self {
        self.member_3 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-6`.
    #[inline]
    #[must_use]
    pub fn member_6(mut self, value: bool) -> Self {
        self.member_6 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-9`.
    #[inline]
    #[must_use]
    pub fn member_9(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_9 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-12`.
    #[inline]
    #[must_use]
    pub fn member_12(mut self, value: i64) -> Self {
        self.member_12 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-15`.
    #[inline]
    #[must_use]
    pub fn member_15(mut self, value: u64) -> Self {
        self.member_15 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-18`.
    #[inline]
    #[must_use]
    pub fn member_18(mut self, value: bool) -> Self {
        self.member_18 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-21`.
    #[inline]
    #[must_use]
    pub fn member_21(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_21 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-24`.
    #[inline]
    #[must_use]
    pub fn member_24(mut self, value: i64) -> Self {
        self.member_24 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-27`.
    #[inline]
    #[must_use]
    pub fn member_27(mut self, value: u64) -> Self {
        self.member_27 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-30`.
    #[inline]
    #[must_use]
    pub fn member_30(mut self, value: bool) -> Self {
        self.member_30 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-33`.
    #[inline]
    #[must_use]
    pub fn member_33(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_33 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-36`.
    #[inline]
    #[must_use]
    pub fn member_36(mut self, value: i64) -> Self {
        self.member_36 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-39`.
    #[inline]
    #[must_use]
    pub fn member_39(mut self, value: u64) -> Self {
        self.member_39 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-42`.
    #[inline]
    #[must_use]
    pub fn member_42(mut self, value: bool) -> Self {
        self.member_42 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-45`.
    #[inline]
    #[must_use]
    pub fn member_45(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_45 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-48`.
    #[inline]
    #[must_use]
    pub fn member_48(mut self, value: i64) -> Self {
        self.member_48 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-51`.
    #[inline]
    #[must_use]
    pub fn member_51(mut self, value: u64) -> Self {
        self.member_51 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-54`.
    #[inline]
    #[must_use]
    pub fn member_54(mut self, value: bool) -> Self {
        self.member_54 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-57`.
    #[inline]
    #[must_use]
    pub fn member_57(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_57 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-60`.
    #[inline]
    #[must_use]
    pub fn member_60(mut self, value: i64) -> Self {
        self.member_60 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-63`.
    #[inline]
    #[must_use]
    pub fn member_63(mut self, value: u64) -> Self {
        self.member_63 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-66`.
    #[inline]
    #[must_use]
    pub fn member_66(mut self, value: bool) -> Self {
        self.member_66 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-69`.
    #[inline]
    #[must_use]
    pub fn member_69(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_69 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-72`.
    #[inline]
    #[must_use]
    pub fn member_72(mut self, value: i64) -> Self {
        self.member_72 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-75`.
    #[inline]
    #[must_use]
    pub fn member_75(mut self, value: u64) -> Self {
        self.member_75 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-78`.
    #[inline]
    #[must_use]
    pub fn member_78(mut self, value: bool) -> Self {
        self.member_78 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-81`.
    #[inline]
    #[must_use]
    pub fn member_81(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_81 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-84`.
    #[inline]
    #[must_use]
    pub fn member_84(mut self, value: i64) -> Self {
        self.member_84 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-87`.
    #[inline]
    #[must_use]
    pub fn member_87(mut self, value: u64) -> Self {
        self.member_87 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-90`.
    #[inline]
    #[must_use]
    pub fn member_90(mut self, value: bool) -> Self {
        self.member_90 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-93`.
    #[inline]
    #[must_use]
    pub fn member_93(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_93 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-96`.
    #[inline]
    #[must_use]
    pub fn member_96(mut self, value: i64) -> Self {
        self.member_96 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-99`.
    #[inline]
    #[must_use]
    pub fn member_99(mut self, value: u64) -> Self {
        self.member_99 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-102`.
    #[inline]
    #[must_use]
    pub fn member_102(mut self, value: bool) -> Self {
        self.member_102 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-105`.
    #[inline]
    #[must_use]
    pub fn member_105(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_105 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-108`.
    #[inline]
    #[must_use]
    pub fn member_108(mut self, value: i64) -> Self {
        self.member_108 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-111`.
    #[inline]
    #[must_use]
    pub fn member_111(mut self, value: u64) -> Self {
        self.member_111 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-114`.
    #[inline]
    #[must_use]
    pub fn member_114(mut self, value: bool) -> Self {
        self.member_114 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-117`.
    #[inline]
    #[must_use]
    pub fn member_117(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_117 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-120`.
    #[inline]
    #[must_use]
    pub fn member_120(mut self, value: i64) -> Self {
        self.member_120 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-123`.
    #[inline]
    #[must_use]
    pub fn member_123(mut self, value: u64) -> Self {
        self.member_123 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-126`.
    #[inline]
    #[must_use]
    pub fn member_126(mut self, value: bool) -> Self {
        self.member_126 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-129`.
    #[inline]
    #[must_use]
    pub fn member_129(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_129 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-132`.
    #[inline]
    #[must_use]
    pub fn member_132(mut self, value: i64) -> Self {
        self.member_132 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-135`.
    #[inline]
    #[must_use]
    pub fn member_135(mut self, value: u64) -> Self {
        self.member_135 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-138`.
    #[inline]
    #[must_use]
    pub fn member_138(mut self, value: bool) -> Self {
        self.member_138 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-141`.
    #[inline]
    #[must_use]
    pub fn member_141(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_141 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-144`.
    #[inline]
    #[must_use]
    pub fn member_144(mut self, value: i64) -> Self {
        self.member_144 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-147`.
    #[inline]
    #[must_use]
    pub fn member_147(mut self, value: u64) -> Self {
        self.member_147 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-150`.
    #[inline]
    #[must_use]
    pub fn member_150(mut self, value: bool) -> Self {
        self.member_150 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-153`.
    #[inline]
    #[must_use]
    pub fn member_153(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_153 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-156`.
    #[inline]
    #[must_use]
    pub fn member_156(mut self, value: i64) -> Self {
        self.member_156 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-159`.
    #[inline]
    #[must_use]
    pub fn member_159(mut self, value: u64) -> Self {
        self.member_159 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-162`.
    #[inline]
    #[must_use]
    pub fn member_162(mut self, value: bool) -> Self {
        self.member_162 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-165`.
    #[inline]
    #[must_use]
    pub fn member_165(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_165 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-168`.
    #[inline]
    #[must_use]
    pub fn member_168(mut self, value: i64) -> Self {
        self.member_168 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-171`.
    #[inline]
    #[must_use]
    pub fn member_171(mut self, value: u64) -> Self {
        self.member_171 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-174`.
    #[inline]
    #[must_use]
    pub fn member_174(mut self, value: bool) -> Self {
        self.member_174 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-177`.
    #[inline]
    #[must_use]
    pub fn member_177(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_177 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-180`.
    #[inline]
    #[must_use]
    pub fn member_180(mut self, value: i64) -> Self {
        self.member_180 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-183`.
    #[inline]
    #[must_use]
    pub fn member_183(mut self, value: u64) -> Self {
        self.member_183 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-186`.
    #[inline]
    #[must_use]
    pub fn member_186(mut self, value: bool) -> Self {
        self.member_186 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-189`.
    #[inline]
    #[must_use]
    pub fn member_189(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_189 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-192`.
    #[inline]
    #[must_use]
    pub fn member_192(mut self, value: i64) -> Self {
        self.member_192 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-195`.
    #[inline]
    #[must_use]
    pub fn member_195(mut self, value: u64) -> Self {
        self.member_195 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-198`.
    #[inline]
    #[must_use]
    pub fn member_198(mut self, value: bool) -> Self {
        self.member_198 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-201`.
    #[inline]
    #[must_use]
    pub fn member_201(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_201 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-204`.
    #[inline]
    #[must_use]
    pub fn member_204(mut self, value: i64) -> Self {
        self.member_204 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-207`.
    #[inline]
    #[must_use]
    pub fn member_207(mut self, value: u64) -> Self {
        self.member_207 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-210`.
    #[inline]
    #[must_use]
    pub fn member_210(mut self, value: bool) -> Self {
        self.member_210 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-213`.
    #[inline]
    #[must_use]
    pub fn member_213(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_213 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-216`.
    #[inline]
    #[must_use]
    pub fn member_216(mut self, value: i64) -> Self {
        self.member_216 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-219`.
    #[inline]
    #[must_use]
    pub fn member_219(mut self, value: u64) -> Self {
        self.member_219 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-222`.
    #[inline]
    #[must_use]
    pub fn member_222(mut self, value: bool) -> Self {
        self.member_222 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-225`.
    #[inline]
    #[must_use]
    pub fn member_225(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_225 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-228`.
    #[inline]
    #[must_use]
    pub fn member_228(mut self, value: i64) -> Self {
        self.member_228 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-231`.
    #[inline]
    #[must_use]
    pub fn member_231(mut self, value: u64) -> Self {
        self.member_231 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-234`.
    #[inline]
    #[must_use]
    pub fn member_234(mut self, value: bool) -> Self {
        self.member_234 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-237`.
    #[inline]
    #[must_use]
    pub fn member_237(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_237 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-240`.
    #[inline]
    #[must_use]
    pub fn member_240(mut self, value: i64) -> Self {
        self.member_240 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-243`.
    #[inline]
    #[must_use]
    pub fn member_243(mut self, value: u64) -> Self {
        self.member_243 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-246`.
    #[inline]
    #[must_use]
    pub fn member_246(mut self, value: bool) -> Self {
        self.member_246 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-249`.
    #[inline]
    #[must_use]
    pub fn member_249(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_249 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-252`.
    #[inline]
    #[must_use]
    pub fn member_252(mut self, value: i64) -> Self {
        self.member_252 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-255`.
    #[inline]
    #[must_use]
    pub fn member_255(mut self, value: u64) -> Self {
        self.member_255 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-258`.
    #[inline]
    #[must_use]
    pub fn member_258(mut self, value: bool) -> Self {
        self.member_258 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-261`.
    #[inline]
    #[must_use]
    pub fn member_261(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_261 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-264`.
    #[inline]
    #[must_use]
    pub fn member_264(mut self, value: i64) -> Self {
        self.member_264 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-267`.
    #[inline]
    #[must_use]
    pub fn member_267(mut self, value: u64) -> Self {
        self.member_267 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-270`.
    #[inline]
    #[must_use]
    pub fn member_270(mut self, value: bool) -> Self {
        self.member_270 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-273`.
    #[inline]
    #[must_use]
    pub fn member_273(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_273 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-276`.
    #[inline]
    #[must_use]
    pub fn member_276(mut self, value: i64) -> Self {
        self.member_276 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-279`.
    #[inline]
    #[must_use]
    pub fn member_279(mut self, value: u64) -> Self {
        self.member_279 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-282`.
    #[inline]
    #[must_use]
    pub fn member_282(mut self, value: bool) -> Self {
        self.member_282 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-285`.
    #[inline]
    #[must_use]
    pub fn member_285(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_285 = ::core::option::Option::Some(value.into());
        self
    }

    /// Sets `member-288`.
    #[inline]
    #[must_use]
    pub fn member_288(mut self, value: i64) -> Self {
        self.member_288 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-291`.
    #[inline]
    #[must_use]
    pub fn member_291(mut self, value: u64) -> Self {
        self.member_291 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-294`.
    #[inline]
    #[must_use]
    pub fn member_294(mut self, value: bool) -> Self {
        self.member_294 = ::core::option::Option::Some(value);
        self
    }

    /// Sets `member-297`.
    #[inline]
    #[must_use]
    pub fn member_297(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.member_297 = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Wide {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.object(
            &[
                "member-0 member-1 member-2 member-3 member-4 member-5 member-6 member-7",
                "member-8 member-9 member-10 member-11 member-12 member-13 member-14",
                "member-15 member-16 member-17 member-18 member-19 member-20 member-21",
                "member-22 member-23 member-24 member-25 member-26 member-27 member-28",
                "member-29 member-30 member-31 member-32 member-33 member-34 member-35",
                "member-36 member-37 member-38 member-39 member-40 member-41 member-42",
                "member-43 member-44 member-45 member-46 member-47 member-48 member-49",
                "member-50 member-51 member-52 member-53 member-54 member-55 member-56",
                "member-57 member-58 member-59 member-60 member-61 member-62 member-63",
                "member-64 member-65 member-66 member-67 member-68 member-69 member-70",
                "member-71 member-72 member-73 member-74 member-75 member-76 member-77",
                "member-78 member-79 member-80 member-81 member-82 member-83 member-84",
                "member-85 member-86 member-87 member-88 member-89 member-90 member-91",
                "member-92 member-93 member-94 member-95 member-96 member-97 member-98",
                "member-99 member-100 member-101 member-102 member-103 member-104",
                "member-105 member-106 member-107 member-108 member-109 member-110",
                "member-111 member-112 member-113 member-114 member-115 member-116",
                "member-117 member-118 member-119 member-120 member-121 member-122",
                "member-123 member-124 member-125 member-126 member-127 member-128",
                "member-129 member-130 member-131 member-132 member-133 member-134",
                "member-135 member-136 member-137 member-138 member-139 member-140",
                "member-141 member-142 member-143 member-144 member-145 member-146",
                "member-147 member-148 member-149 member-150 member-151 member-152",
                "member-153 member-154 member-155 member-156 member-157 member-158",
                "member-159 member-160 member-161 member-162 member-163 member-164",
                "member-165 member-166 member-167 member-168 member-169 member-170",
                "member-171 member-172 member-173 member-174 member-175 member-176",
                "member-177 member-178 member-179 member-180 member-181 member-182",
                "member-183 member-184 member-185 member-186 member-187 member-188",
                "member-189 member-190 member-191 member-192 member-193 member-194",
                "member-195 member-196 member-197 member-198 member-199 member-200",
                "member-201 member-202 member-203 member-204 member-205 member-206",
                "member-207 member-208 member-209 member-210 member-211 member-212",
                "member-213 member-214 member-215 member-216 member-217 member-218",
                "member-219 member-220 member-221 member-222 member-223 member-224",
                "member-225 member-226 member-227 member-228 member-229 member-230",
                "member-231 member-232 member-233 member-234 member-235 member-236",
                "member-237 member-238 member-239 member-240 member-241 member-242",
                "member-243 member-244 member-245 member-246 member-247 member-248",
                "member-249 member-250 member-251 member-252 member-253 member-254",
                "member-255 member-256 member-257 member-258 member-259 member-260",
                "member-261 member-262 member-263 member-264 member-265 member-266",
                "member-267 member-268 member-269 member-270 member-271 member-272",
                "member-273 member-274 member-275 member-276 member-277 member-278",
                "member-279 member-280 member-281 member-282 member-283 member-284",
                "member-285 member-286 member-287 member-288 member-289 member-290",
                "member-291 member-292 member-293 member-294 member-295 member-296",
                "member-297 member-298 member-299",
            ],
            &[
                &self.member_0,
                &self.member_1,
                &self.member_2,
                &self.member_3,
                &self.member_4,
                &self.member_5,
                &self.member_6,
                &self.member_7,
                &self.member_8,
                &self.member_9,
                &self.member_10,
                &self.member_11,
                &self.member_12,
                &self.member_13,
                &self.member_14,
                &self.member_15,
                &self.member_16,
                &self.member_17,
                &self.member_18,
                &self.member_19,
                &self.member_20,
                &self.member_21,
                &self.member_22,
                &self.member_23,
                &self.member_24,
                &self.member_25,
                &self.member_26,
                &self.member_27,
                &self.member_28,
                &self.member_29,
                &self.member_30,
                &self.member_31,
                &self.member_32,
                &self.member_33,
                &self.member_34,
                &self.member_35,
                &self.member_36,
                &self.member_37,
                &self.member_38,
                &self.member_39,
                &self.member_40,
                &self.member_41,
                &self.member_42,
                &self.member_43,
                &self.member_44,
                &self.member_45,
                &self.member_46,
                &self.member_47,
                &self.member_48,
                &self.member_49,
                &self.member_50,
                &self.member_51,
                &self.member_52,
                &self.member_53,
                &self.member_54,
                &self.member_55,
                &self.member_56,
                &self.member_57,
                &self.member_58,
                &self.member_59,
                &self.member_60,
                &self.member_61,
                &self.member_62,
                &self.member_63,
                &self.member_64,
                &self.member_65,
                &self.member_66,
                &self.member_67,
                &self.member_68,
                &self.member_69,
                &self.member_70,
                &self.member_71,
                &self.member_72,
                &self.member_73,
                &self.member_74,
                &self.member_75,
                &self.member_76,
                &self.member_77,
                &self.member_78,
                &self.member_79,
                &self.member_80,
                &self.member_81,
                &self.member_82,
                &self.member_83,
                &self.member_84,
                &self.member_85,
                &self.member_86,
                &self.member_87,
                &self.member_88,
                &self.member_89,
                &self.member_90,
                &self.member_91,
                &self.member_92,
                &self.member_93,
                &self.member_94,
                &self.member_95,
                &self.member_96,
                &self.member_97,
                &self.member_98,
                &self.member_99,
                &self.member_100,
                &self.member_101,
                &self.member_102,
                &self.member_103,
                &self.member_104,
                &self.member_105,
                &self.member_106,
                &self.member_107,
                &self.member_108,
                &self.member_109,
                &self.member_110,
                &self.member_111,
                &self.member_112,
                &self.member_113,
                &self.member_114,
                &self.member_115,
                &self.member_116,
                &self.member_117,
                &self.member_118,
                &self.member_119,
                &self.member_120,
                &self.member_121,
                &self.member_122,
                &self.member_123,
                &self.member_124,
                &self.member_125,
                &self.member_126,
                &self.member_127,
                &self.member_128,
                &self.member_129,
                &self.member_130,
                &self.member_131,
                &self.member_132,
                &self.member_133,
                &self.member_134,
                &self.member_135,
                &self.member_136,
                &self.member_137,
                &self.member_138,
                &self.member_139,
                &self.member_140,
                &self.member_141,
                &self.member_142,
                &self.member_143,
                &self.member_144,
                &self.member_145,
                &self.member_146,
                &self.member_147,
                &self.member_148,
                &self.member_149,
                &self.member_150,
                &self.member_151,
                &self.member_152,
                &self.member_153,
                &self.member_154,
                &self.member_155,
                &self.member_156,
                &self.member_157,
                &self.member_158,
                &self.member_159,
                &self.member_160,
                &self.member_161,
                &self.member_162,
                &self.member_163,
                &self.member_164,
                &self.member_165,
                &self.member_166,
                &self.member_167,
                &self.member_168,
                &self.member_169,
                &self.member_170,
                &self.member_171,
                &self.member_172,
                &self.member_173,
                &self.member_174,
                &self.member_175,
                &self.member_176,
                &self.member_177,
                &self.member_178,
                &self.member_179,
                &self.member_180,
                &self.member_181,
                &self.member_182,
                &self.member_183,
                &self.member_184,
                &self.member_185,
                &self.member_186,
                &self.member_187,
                &self.member_188,
                &self.member_189,
                &self.member_190,
                &self.member_191,
                &self.member_192,
                &self.member_193,
                &self.member_194,
                &self.member_195,
                &self.member_196,
                &self.member_197,
                &self.member_198,
                &self.member_199,
                &self.member_200,
                &self.member_201,
                &self.member_202,
                &self.member_203,
                &self.member_204,
                &self.member_205,
                &self.member_206,
                &self.member_207,
                &self.member_208,
                &self.member_209,
                &self.member_210,
                &self.member_211,
                &self.member_212,
                &self.member_213,
                &self.member_214,
                &self.member_215,
                &self.member_216,
                &self.member_217,
                &self.member_218,
                &self.member_219,
                &self.member_220,
                &self.member_221,
                &self.member_222,
                &self.member_223,
                &self.member_224,
                &self.member_225,
                &self.member_226,
                &self.member_227,
                &self.member_228,
                &self.member_229,
                &self.member_230,
                &self.member_231,
                &self.member_232,
                &self.member_233,
                &self.member_234,
                &self.member_235,
                &self.member_236,
                &self.member_237,
                &self.member_238,
                &self.member_239,
                &self.member_240,
                &self.member_241,
                &self.member_242,
                &self.member_243,
                &self.member_244,
                &self.member_245,
                &self.member_246,
                &self.member_247,
                &self.member_248,
                &self.member_249,
                &self.member_250,
                &self.member_251,
                &self.member_252,
                &self.member_253,
                &self.member_254,
                &self.member_255,
                &self.member_256,
                &self.member_257,
                &self.member_258,
                &self.member_259,
                &self.member_260,
                &self.member_261,
                &self.member_262,
                &self.member_263,
                &self.member_264,
                &self.member_265,
                &self.member_266,
                &self.member_267,
                &self.member_268,
                &self.member_269,
                &self.member_270,
                &self.member_271,
                &self.member_272,
                &self.member_273,
                &self.member_274,
                &self.member_275,
                &self.member_276,
                &self.member_277,
                &self.member_278,
                &self.member_279,
                &self.member_280,
                &self.member_281,
                &self.member_282,
                &self.member_283,
                &self.member_284,
                &self.member_285,
                &self.member_286,
                &self.member_287,
                &self.member_288,
                &self.member_289,
                &self.member_290,
                &self.member_291,
                &self.member_292,
                &self.member_293,
                &self.member_294,
                &self.member_295,
                &self.member_296,
                &self.member_297,
                &self.member_298,
                &self.member_299,
            ],
        )
    }
}

impl ::qapi_client::wire::Decode for Wide {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((
            member_0,
            member_1,
            member_2,
            member_3,
            member_4,
            member_5,
            member_6,
            member_7,
            member_8,
            member_9,
            member_10,
            member_11,
        )) = r.object(&[
            "member-0 member-1 member-2 member-3 member-4 member-5 member-6 member-7",
            "member-8 member-9 member-10 member-11",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_12,
            member_13,
            member_14,
            member_15,
            member_16,
            member_17,
            member_18,
            member_19,
            member_20,
            member_21,
            member_22,
            member_23,
        )) = r.object(&[
            "member-12 member-13 member-14 member-15 member-16 member-17 member-18",
            "member-19 member-20 member-21 member-22 member-23",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_24,
            member_25,
            member_26,
            member_27,
            member_28,
            member_29,
            member_30,
            member_31,
            member_32,
            member_33,
            member_34,
            member_35,
        )) = r.object(&[
            "member-24 member-25 member-26 member-27 member-28 member-29 member-30",
            "member-31 member-32 member-33 member-34 member-35",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_36,
            member_37,
            member_38,
            member_39,
            member_40,
            member_41,
            member_42,
            member_43,
            member_44,
            member_45,
            member_46,
            member_47,
        )) = r.object(&[
            "member-36 member-37 member-38 member-39 member-40 member-41 member-42",
            "member-43 member-44 member-45 member-46 member-47",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_48,
            member_49,
            member_50,
            member_51,
            member_52,
            member_53,
            member_54,
            member_55,
            member_56,
            member_57,
            member_58,
            member_59,
        )) = r.object(&[
            "member-48 member-49 member-50 member-51 member-52 member-53 member-54",
            "member-55 member-56 member-57 member-58 member-59",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_60,
            member_61,
            member_62,
            member_63,
            member_64,
            member_65,
            member_66,
            member_67,
            member_68,
            member_69,
            member_70,
            member_71,
        )) = r.object(&[
            "member-60 member-61 member-62 member-63 member-64 member-65 member-66",
            "member-67 member-68 member-69 member-70 member-71",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_72,
            member_73,
            member_74,
            member_75,
            member_76,
            member_77,
            member_78,
            member_79,
            member_80,
            member_81,
            member_82,
            member_83,
        )) = r.object(&[
            "member-72 member-73 member-74 member-75 member-76 member-77 member-78",
            "member-79 member-80 member-81 member-82 member-83",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_84,
            member_85,
            member_86,
            member_87,
            member_88,
            member_89,
            member_90,
            member_91,
            member_92,
            member_93,
            member_94,
            member_95,
        )) = r.object(&[
            "member-84 member-85 member-86 member-87 member-88 member-89 member-90",
            "member-91 member-92 member-93 member-94 member-95",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_96,
            member_97,
            member_98,
            member_99,
            member_100,
            member_101,
            member_102,
            member_103,
            member_104,
            member_105,
            member_106,
            member_107,
        )) = r.object(&[
            "member-96 member-97 member-98 member-99 member-100 member-101 member-102",
            "member-103 member-104 member-105 member-106 member-107",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_108,
            member_109,
            member_110,
            member_111,
            member_112,
            member_113,
            member_114,
            member_115,
            member_116,
            member_117,
            member_118,
            member_119,
        )) = r.object(&[
            "member-108 member-109 member-110 member-111 member-112 member-113",
            "member-114 member-115 member-116 member-117 member-118 member-119",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_120,
            member_121,
            member_122,
            member_123,
            member_124,
            member_125,
            member_126,
            member_127,
            member_128,
            member_129,
            member_130,
            member_131,
        )) = r.object(&[
            "member-120 member-121 member-122 member-123 member-124 member-125",
            "member-126 member-127 member-128 member-129 member-130 member-131",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_132,
            member_133,
            member_134,
            member_135,
            member_136,
            member_137,
            member_138,
            member_139,
            member_140,
            member_141,
            member_142,
            member_143,
        )) = r.object(&[
            "member-132 member-133 member-134 member-135 member-136 member-137",
            "member-138 member-139 member-140 member-141 member-142 member-143",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_144,
            member_145,
            member_146,
            member_147,
            member_148,
            member_149,
            member_150,
            member_151,
            member_152,
            member_153,
            member_154,
            member_155,
        )) = r.object(&[
            "member-144 member-145 member-146 member-147 member-148 member-149",
            "member-150 member-151 member-152 member-153 member-154 member-155",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_156,
            member_157,
            member_158,
            member_159,
            member_160,
            member_161,
            member_162,
            member_163,
            member_164,
            member_165,
            member_166,
            member_167,
        )) = r.object(&[
            "member-156 member-157 member-158 member-159 member-160 member-161",
            "member-162 member-163 member-164 member-165 member-166 member-167",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_168,
            member_169,
            member_170,
            member_171,
            member_172,
            member_173,
            member_174,
            member_175,
            member_176,
            member_177,
            member_178,
            member_179,
        )) = r.object(&[
            "member-168 member-169 member-170 member-171 member-172 member-173",
            "member-174 member-175 member-176 member-177 member-178 member-179",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_180,
            member_181,
            member_182,
            member_183,
            member_184,
            member_185,
            member_186,
            member_187,
            member_188,
            member_189,
            member_190,
            member_191,
        )) = r.object(&[
            "member-180 member-181 member-182 member-183 member-184 member-185",
            "member-186 member-187 member-188 member-189 member-190 member-191",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_192,
            member_193,
            member_194,
            member_195,
            member_196,
            member_197,
            member_198,
            member_199,
            member_200,
            member_201,
            member_202,
            member_203,
        )) = r.object(&[
            "member-192 member-193 member-194 member-195 member-196 member-197",
            "member-198 member-199 member-200 member-201 member-202 member-203",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_204,
            member_205,
            member_206,
            member_207,
            member_208,
            member_209,
            member_210,
            member_211,
            member_212,
            member_213,
            member_214,
            member_215,
        )) = r.object(&[
            "member-204 member-205 member-206 member-207 member-208 member-209",
            "member-210 member-211 member-212 member-213 member-214 member-215",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_216,
            member_217,
            member_218,
            member_219,
            member_220,
            member_221,
            member_222,
            member_223,
            member_224,
            member_225,
            member_226,
            member_227,
        )) = r.object(&[
            "member-216 member-217 member-218 member-219 member-220 member-221",
            "member-222 member-223 member-224 member-225 member-226 member-227",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_228,
            member_229,
            member_230,
            member_231,
            member_232,
            member_233,
            member_234,
            member_235,
            member_236,
            member_237,
            member_238,
            member_239,
        )) = r.object(&[
            "member-228 member-229 member-230 member-231 member-232 member-233",
            "member-234 member-235 member-236 member-237 member-238 member-239",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_240,
            member_241,
            member_242,
            member_243,
            member_244,
            member_245,
            member_246,
            member_247,
            member_248,
            member_249,
            member_250,
            member_251,
        )) = r.object(&[
            "member-240 member-241 member-242 member-243 member-244 member-245",
            "member-246 member-247 member-248 member-249 member-250 member-251",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_252,
            member_253,
            member_254,
            member_255,
            member_256,
            member_257,
            member_258,
            member_259,
            member_260,
            member_261,
            member_262,
            member_263,
        )) = r.object(&[
            "member-252 member-253 member-254 member-255 member-256 member-257",
            "member-258 member-259 member-260 member-261 member-262 member-263",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_264,
            member_265,
            member_266,
            member_267,
            member_268,
            member_269,
            member_270,
            member_271,
            member_272,
            member_273,
            member_274,
            member_275,
        )) = r.object(&[
            "member-264 member-265 member-266 member-267 member-268 member-269",
            "member-270 member-271 member-272 member-273 member-274 member-275",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_276,
            member_277,
            member_278,
            member_279,
            member_280,
            member_281,
            member_282,
            member_283,
            member_284,
            member_285,
            member_286,
            member_287,
        )) = r.object(&[
            "member-276 member-277 member-278 member-279 member-280 member-281",
            "member-282 member-283 member-284 member-285 member-286 member-287",
        ])
        else {
            return ::core::option::Option::None;
        };
        let ::core::option::Option::Some((
            member_288,
            member_289,
            member_290,
            member_291,
            member_292,
            member_293,
            member_294,
            member_295,
            member_296,
            member_297,
            member_298,
            member_299,
        )) = r.object(&[
            "member-288 member-289 member-290 member-291 member-292 member-293",
            "member-294 member-295 member-296 member-297 member-298 member-299",
        ])
        else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self {
            member_0,
            member_1,
            member_2,
            member_3,
            member_4,
            member_5,
            member_6,
            member_7,
            member_8,
            member_9,
            member_10,
            member_11,
            member_12,
            member_13,
            member_14,
            member_15,
            member_16,
            member_17,
            member_18,
            member_19,
            member_20,
            member_21,
            member_22,
            member_23,
            member_24,
            member_25,
            member_26,
            member_27,
            member_28,
            member_29,
            member_30,
            member_31,
            member_32,
            member_33,
            member_34,
            member_35,
            member_36,
            member_37,
            member_38,
            member_39,
            member_40,
            member_41,
            member_42,
            member_43,
            member_44,
            member_45,
            member_46,
            member_47,
            member_48,
            member_49,
            member_50,
            member_51,
            member_52,
            member_53,
            member_54,
            member_55,
            member_56,
            member_57,
            member_58,
            member_59,
            member_60,
            member_61,
            member_62,
            member_63,
            member_64,
            member_65,
            member_66,
            member_67,
            member_68,
            member_69,
            member_70,
            member_71,
            member_72,
            member_73,
            member_74,
            member_75,
            member_76,
            member_77,
            member_78,
            member_79,
            member_80,
            member_81,
            member_82,
            member_83,
            member_84,
            member_85,
            member_86,
            member_87,
            member_88,
            member_89,
            member_90,
            member_91,
            member_92,
            member_93,
            member_94,
            member_95,
            member_96,
            member_97,
            member_98,
            member_99,
            member_100,
            member_101,
            member_102,
            member_103,
            member_104,
            member_105,
            member_106,
            member_107,
            member_108,
            member_109,
            member_110,
            member_111,
            member_112,
            member_113,
            member_114,
            member_115,
            member_116,
            member_117,
            member_118,
            member_119,
            member_120,
            member_121,
            member_122,
            member_123,
            member_124,
            member_125,
            member_126,
            member_127,
            member_128,
            member_129,
            member_130,
            member_131,
            member_132,
            member_133,
            member_134,
            member_135,
            member_136,
            member_137,
            member_138,
            member_139,
            member_140,
            member_141,
            member_142,
            member_143,
            member_144,
            member_145,
            member_146,
            member_147,
            member_148,
            member_149,
            member_150,
            member_151,
            member_152,
            member_153,
            member_154,
            member_155,
            member_156,
            member_157,
            member_158,
            member_159,
            member_160,
            member_161,
            member_162,
            member_163,
            member_164,
            member_165,
            member_166,
            member_167,
            member_168,
            member_169,
            member_170,
            member_171,
            member_172,
            member_173,
            member_174,
            member_175,
            member_176,
            member_177,
            member_178,
            member_179,
            member_180,
            member_181,
            member_182,
            member_183,
            member_184,
            member_185,
            member_186,
            member_187,
            member_188,
            member_189,
            member_190,
            member_191,
            member_192,
            member_193,
            member_194,
            member_195,
            member_196,
            member_197,
            member_198,
            member_199,
            member_200,
            member_201,
            member_202,
            member_203,
            member_204,
            member_205,
            member_206,
            member_207,
            member_208,
            member_209,
            member_210,
            member_211,
            member_212,
            member_213,
            member_214,
            member_215,
            member_216,
            member_217,
            member_218,
            member_219,
            member_220,
            member_221,
            member_222,
            member_223,
            member_224,
            member_225,
            member_226,
            member_227,
            member_228,
            member_229,
            member_230,
            member_231,
            member_232,
            member_233,
            member_234,
            member_235,
            member_236,
            member_237,
            member_238,
            member_239,
            member_240,
            member_241,
            member_242,
            member_243,
            member_244,
            member_245,
            member_246,
            member_247,
            member_248,
            member_249,
            member_250,
            member_251,
            member_252,
            member_253,
            member_254,
            member_255,
            member_256,
            member_257,
            member_258,
            member_259,
            member_260,
            member_261,
            member_262,
            member_263,
            member_264,
            member_265,
            member_266,
            member_267,
            member_268,
            member_269,
            member_270,
            member_271,
            member_272,
            member_273,
            member_274,
            member_275,
            member_276,
            member_277,
            member_278,
            member_279,
            member_280,
            member_281,
            member_282,
            member_283,
            member_284,
            member_285,
            member_286,
            member_287,
            member_288,
            member_289,
            member_290,
            member_291,
            member_292,
            member_293,
            member_294,
            member_295,
            member_296,
            member_297,
            member_298,
            member_299,
        })
    }
}

::qapi_client::__debug! {
    Wide
}

::qapi_client::__no_features! {
    Wide
}

::qapi_client::__serialize! {
    Wide
}

::qapi_client::__deserialize! {
    Wide
}

/// The commands.
pub mod commands {
    /// The command `widen`.
    #[derive(Clone)]
    pub struct Widen(
        /// All members.
        pub super::Wide,
    );

    impl Widen {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(required: super::NewWide) -> Self {
            Self(<super::Wide>::new(required))
        }
    }

    impl ::core::convert::From<super::Wide> for Widen {
        #[inline]
        fn from(value: super::Wide) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for Widen {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::wire::Decode for Widen {
        #[inline]
        fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
            r.alternative(Self)
        }
    }

    impl ::qapi_client::Command for Widen {
        const NAME: &'static str = "widen";

        type Ok = ();
    }

    ::qapi_client::__debug! {
        Widen
    }

    ::qapi_client::__no_features! {
        Widen
    }

    ::qapi_client::__serialize! {
        Widen
    }

    ::qapi_client::__deserialize! {
        Widen
    }

    ::qapi_client::__visit_commands! {
        FullCommandVisitor
        Widen
    }
}

/// The events' data.
pub mod events {
    ::qapi_client::__visit_events! {
        FullEventVisitor
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// An event that the schema does not have.
    Unknown {
        /// Its name.
        name: ::qapi_client::wire::UnknownValue<Event>,
        /// Its data, if it has any.
        data: ::core::option::Option<::qapi_client::wire::Value>,
    },
}

impl Event {
    /// The name on the wire.
    #[inline]
    pub fn name(&self) -> &str {
        match self {
            Self::Unknown { name, .. } => name.as_str(),
        }
    }
}

impl ::qapi_client::EventSet for Event {
    #[inline]
    fn known(
        _: &str,
        _: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        ::core::option::Option::Some(::core::option::Option::None)
    }

    #[inline]
    fn unknown(
        name: ::qapi_client::wire::UnknownValue<Self>,
        data: ::core::option::Option<::qapi_client::wire::Value>,
    ) -> Self {
        Self::Unknown { name, data }
    }

    #[inline]
    fn name(&self) -> &str {
        self.name()
    }
}

/// The data alone; the name is beside it in the message.
impl ::qapi_client::wire::Encode for Event {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Unknown { data, .. } => match data {
                ::core::option::Option::Some(data) => ::qapi_client::wire::Encode::encode(data, w),
                ::core::option::Option::None => w.object(&[], &[]),
            },
        }
    }
}

/// Every feature of the schema, as a question to the introspection of a peer.
pub mod features {}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"widen\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"member-0\",\"type\":\"int\",\"default\":null},{\"name\":\"member-1\",\"type\":\"str\"},{\"name\":\"member-2\",\"type\":\"bool\"},{\"name\":\"member-3\",\"type\":\"int\",\"default\":null},{\"name\":\"member-4\",\"type\":\"int\"},{\"name\":\"member-5\",\"type\":\"str\"},{\"name\":\"member-6\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-7\",\"type\":\"int\"},{\"name\":\"member-8\",\"type\":\"int\"},{\"name\":\"member-9\",\"type\":\"str\",\"default\":null},{\"name\":\"member-10\",\"type\":\"bool\"},{\"name\":\"member-11\",\"type\":\"int\"},{\"name\":\"member-12\",\"type\":\"int\",\"default\":null},{\"name\":\"member-13\",\"type\":\"str\"},{\"name\":\"member-14\",\"type\":\"bool\"},{\"name\":\"member-15\",\"type\":\"int\",\"default\":null},{\"name\":\"member-16\",\"type\":\"int\"},{\"name\":\"member-17\",\"type\":\"str\"},{\"name\":\"member-18\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-19\",\"type\":\"int\"},{\"name\":\"member-20\",\"type\":\"int\"},{\"name\":\"member-21\",\"type\":\"str\",\"default\":null},{\"name\":\"member-22\",\"type\":\"bool\"},{\"name\":\"member-23\",\"type\":\"int\"},{\"name\":\"member-24\",\"type\":\"int\",\"default\":null},{\"name\":\"member-25\",\"type\":\"str\"},{\"name\":\"member-26\",\"type\":\"bool\"},{\"name\":\"member-27\",\"type\":\"int\",\"default\":null},{\"name\":\"member-28\",\"type\":\"int\"},{\"name\":\"member-29\",\"type\":\"str\"},{\"name\":\"member-30\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-31\",\"type\":\"int\"},{\"name\":\"member-32\",\"type\":\"int\"},{\"name\":\"member-33\",\"type\":\"str\",\"default\":null},{\"name\":\"member-34\",\"type\":\"bool\"},{\"name\":\"member-35\",\"type\":\"int\"},{\"name\":\"member-36\",\"type\":\"int\",\"default\":null},{\"name\":\"member-37\",\"type\":\"str\"},{\"name\":\"member-38\",\"type\":\"bool\"},{\"name\":\"member-39\",\"type\":\"int\",\"default\":null},{\"name\":\"member-40\",\"type\":\"int\"},{\"name\":\"member-41\",\"type\":\"str\"},{\"name\":\"member-42\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-43\",\"type\":\"int\"},{\"name\":\"member-44\",\"type\":\"int\"},{\"name\":\"member-45\",\"type\":\"str\",\"default\":null},{\"name\":\"member-46\",\"type\":\"bool\"},{\"name\":\"member-47\",\"type\":\"int\"},{\"name\":\"member-48\",\"type\":\"int\",\"default\":null},{\"name\":\"member-49\",\"type\":\"str\"},{\"name\":\"member-50\",\"type\":\"bool\"},{\"name\":\"member-51\",\"type\":\"int\",\"default\":null},{\"name\":\"member-52\",\"type\":\"int\"},{\"name\":\"member-53\",\"type\":\"str\"},{\"name\":\"member-54\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-55\",\"type\":\"int\"},{\"name\":\"member-56\",\"type\":\"int\"},{\"name\":\"member-57\",\"type\":\"str\",\"default\":null},{\"name\":\"member-58\",\"type\":\"bool\"},{\"name\":\"member-59\",\"type\":\"int\"},{\"name\":\"member-60\",\"type\":\"int\",\"default\":null},{\"name\":\"member-61\",\"type\":\"str\"},{\"name\":\"member-62\",\"type\":\"bool\"},{\"name\":\"member-63\",\"type\":\"int\",\"default\":null},{\"name\":\"member-64\",\"type\":\"int\"},{\"name\":\"member-65\",\"type\":\"str\"},{\"name\":\"member-66\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-67\",\"type\":\"int\"},{\"name\":\"member-68\",\"type\":\"int\"},{\"name\":\"member-69\",\"type\":\"str\",\"default\":null},{\"name\":\"member-70\",\"type\":\"bool\"},{\"name\":\"member-71\",\"type\":\"int\"},{\"name\":\"member-72\",\"type\":\"int\",\"default\":null},{\"name\":\"member-73\",\"type\":\"str\"},{\"name\":\"member-74\",\"type\":\"bool\"},{\"name\":\"member-75\",\"type\":\"int\",\"default\":null},{\"name\":\"member-76\",\"type\":\"int\"},{\"name\":\"member-77\",\"type\":\"str\"},{\"name\":\"member-78\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-79\",\"type\":\"int\"},{\"name\":\"member-80\",\"type\":\"int\"},{\"name\":\"member-81\",\"type\":\"str\",\"default\":null},{\"name\":\"member-82\",\"type\":\"bool\"},{\"name\":\"member-83\",\"type\":\"int\"},{\"name\":\"member-84\",\"type\":\"int\",\"default\":null},{\"name\":\"member-85\",\"type\":\"str\"},{\"name\":\"member-86\",\"type\":\"bool\"},{\"name\":\"member-87\",\"type\":\"int\",\"default\":null},{\"name\":\"member-88\",\"type\":\"int\"},{\"name\":\"member-89\",\"type\":\"str\"},{\"name\":\"member-90\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-91\",\"type\":\"int\"},{\"name\":\"member-92\",\"type\":\"int\"},{\"name\":\"member-93\",\"type\":\"str\",\"default\":null},{\"name\":\"member-94\",\"type\":\"bool\"},{\"name\":\"member-95\",\"type\":\"int\"},{\"name\":\"member-96\",\"type\":\"int\",\"default\":null},{\"name\":\"member-97\",\"type\":\"str\"},{\"name\":\"member-98\",\"type\":\"bool\"},{\"name\":\"member-99\",\"type\":\"int\",\"default\":null},{\"name\":\"member-100\",\"type\":\"int\"},{\"name\":\"member-101\",\"type\":\"str\"},{\"name\":\"member-102\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-103\",\"type\":\"int\"},{\"name\":\"member-104\",\"type\":\"int\"},{\"name\":\"member-105\",\"type\":\"str\",\"default\":null},{\"name\":\"member-106\",\"type\":\"bool\"},{\"name\":\"member-107\",\"type\":\"int\"},{\"name\":\"member-108\",\"type\":\"int\",\"default\":null},{\"name\":\"member-109\",\"type\":\"str\"},{\"name\":\"member-110\",\"type\":\"bool\"},{\"name\":\"member-111\",\"type\":\"int\",\"default\":null},{\"name\":\"member-112\",\"type\":\"int\"},{\"name\":\"member-113\",\"type\":\"str\"},{\"name\":\"member-114\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-115\",\"type\":\"int\"},{\"name\":\"member-116\",\"type\":\"int\"},{\"name\":\"member-117\",\"type\":\"str\",\"default\":null},{\"name\":\"member-118\",\"type\":\"bool\"},{\"name\":\"member-119\",\"type\":\"int\"},{\"name\":\"member-120\",\"type\":\"int\",\"default\":null},{\"name\":\"member-121\",\"type\":\"str\"},{\"name\":\"member-122\",\"type\":\"bool\"},{\"name\":\"member-123\",\"type\":\"int\",\"default\":null},{\"name\":\"member-124\",\"type\":\"int\"},{\"name\":\"member-125\",\"type\":\"str\"},{\"name\":\"member-126\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-127\",\"type\":\"int\"},{\"name\":\"member-128\",\"type\":\"int\"},{\"name\":\"member-129\",\"type\":\"str\",\"default\":null},{\"name\":\"member-130\",\"type\":\"bool\"},{\"name\":\"member-131\",\"type\":\"int\"},{\"name\":\"member-132\",\"type\":\"int\",\"default\":null},{\"name\":\"member-133\",\"type\":\"str\"},{\"name\":\"member-134\",\"type\":\"bool\"},{\"name\":\"member-135\",\"type\":\"int\",\"default\":null},{\"name\":\"member-136\",\"type\":\"int\"},{\"name\":\"member-137\",\"type\":\"str\"},{\"name\":\"member-138\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-139\",\"type\":\"int\"},{\"name\":\"member-140\",\"type\":\"int\"},{\"name\":\"member-141\",\"type\":\"str\",\"default\":null},{\"name\":\"member-142\",\"type\":\"bool\"},{\"name\":\"member-143\",\"type\":\"int\"},{\"name\":\"member-144\",\"type\":\"int\",\"default\":null},{\"name\":\"member-145\",\"type\":\"str\"},{\"name\":\"member-146\",\"type\":\"bool\"},{\"name\":\"member-147\",\"type\":\"int\",\"default\":null},{\"name\":\"member-148\",\"type\":\"int\"},{\"name\":\"member-149\",\"type\":\"str\"},{\"name\":\"member-150\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-151\",\"type\":\"int\"},{\"name\":\"member-152\",\"type\":\"int\"},{\"name\":\"member-153\",\"type\":\"str\",\"default\":null},{\"name\":\"member-154\",\"type\":\"bool\"},{\"name\":\"member-155\",\"type\":\"int\"},{\"name\":\"member-156\",\"type\":\"int\",\"default\":null},{\"name\":\"member-157\",\"type\":\"str\"},{\"name\":\"member-158\",\"type\":\"bool\"},{\"name\":\"member-159\",\"type\":\"int\",\"default\":null},{\"name\":\"member-160\",\"type\":\"int\"},{\"name\":\"member-161\",\"type\":\"str\"},{\"name\":\"member-162\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-163\",\"type\":\"int\"},{\"name\":\"member-164\",\"type\":\"int\"},{\"name\":\"member-165\",\"type\":\"str\",\"default\":null},{\"name\":\"member-166\",\"type\":\"bool\"},{\"name\":\"member-167\",\"type\":\"int\"},{\"name\":\"member-168\",\"type\":\"int\",\"default\":null},{\"name\":\"member-169\",\"type\":\"str\"},{\"name\":\"member-170\",\"type\":\"bool\"},{\"name\":\"member-171\",\"type\":\"int\",\"default\":null},{\"name\":\"member-172\",\"type\":\"int\"},{\"name\":\"member-173\",\"type\":\"str\"},{\"name\":\"member-174\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-175\",\"type\":\"int\"},{\"name\":\"member-176\",\"type\":\"int\"},{\"name\":\"member-177\",\"type\":\"str\",\"default\":null},{\"name\":\"member-178\",\"type\":\"bool\"},{\"name\":\"member-179\",\"type\":\"int\"},{\"name\":\"member-180\",\"type\":\"int\",\"default\":null},{\"name\":\"member-181\",\"type\":\"str\"},{\"name\":\"member-182\",\"type\":\"bool\"},{\"name\":\"member-183\",\"type\":\"int\",\"default\":null},{\"name\":\"member-184\",\"type\":\"int\"},{\"name\":\"member-185\",\"type\":\"str\"},{\"name\":\"member-186\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-187\",\"type\":\"int\"},{\"name\":\"member-188\",\"type\":\"int\"},{\"name\":\"member-189\",\"type\":\"str\",\"default\":null},{\"name\":\"member-190\",\"type\":\"bool\"},{\"name\":\"member-191\",\"type\":\"int\"},{\"name\":\"member-192\",\"type\":\"int\",\"default\":null},{\"name\":\"member-193\",\"type\":\"str\"},{\"name\":\"member-194\",\"type\":\"bool\"},{\"name\":\"member-195\",\"type\":\"int\",\"default\":null},{\"name\":\"member-196\",\"type\":\"int\"},{\"name\":\"member-197\",\"type\":\"str\"},{\"name\":\"member-198\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-199\",\"type\":\"int\"},{\"name\":\"member-200\",\"type\":\"int\"},{\"name\":\"member-201\",\"type\":\"str\",\"default\":null},{\"name\":\"member-202\",\"type\":\"bool\"},{\"name\":\"member-203\",\"type\":\"int\"},{\"name\":\"member-204\",\"type\":\"int\",\"default\":null},{\"name\":\"member-205\",\"type\":\"str\"},{\"name\":\"member-206\",\"type\":\"bool\"},{\"name\":\"member-207\",\"type\":\"int\",\"default\":null},{\"name\":\"member-208\",\"type\":\"int\"},{\"name\":\"member-209\",\"type\":\"str\"},{\"name\":\"member-210\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-211\",\"type\":\"int\"},{\"name\":\"member-212\",\"type\":\"int\"},{\"name\":\"member-213\",\"type\":\"str\",\"default\":null},{\"name\":\"member-214\",\"type\":\"bool\"},{\"name\":\"member-215\",\"type\":\"int\"},{\"name\":\"member-216\",\"type\":\"int\",\"default\":null},{\"name\":\"member-217\",\"type\":\"str\"},{\"name\":\"member-218\",\"type\":\"bool\"},{\"name\":\"member-219\",\"type\":\"int\",\"default\":null},{\"name\":\"member-220\",\"type\":\"int\"},{\"name\":\"member-221\",\"type\":\"str\"},{\"name\":\"member-222\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-223\",\"type\":\"int\"},{\"name\":\"member-224\",\"type\":\"int\"},{\"name\":\"member-225\",\"type\":\"str\",\"default\":null},{\"name\":\"member-226\",\"type\":\"bool\"},{\"name\":\"member-227\",\"type\":\"int\"},{\"name\":\"member-228\",\"type\":\"int\",\"default\":null},{\"name\":\"member-229\",\"type\":\"str\"},{\"name\":\"member-230\",\"type\":\"bool\"},{\"name\":\"member-231\",\"type\":\"int\",\"default\":null},{\"name\":\"member-232\",\"type\":\"int\"},{\"name\":\"member-233\",\"type\":\"str\"},{\"name\":\"member-234\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-235\",\"type\":\"int\"},{\"name\":\"member-236\",\"type\":\"int\"},{\"name\":\"member-237\",\"type\":\"str\",\"default\":null},{\"name\":\"member-238\",\"type\":\"bool\"},{\"name\":\"member-239\",\"type\":\"int\"},{\"name\":\"member-240\",\"type\":\"int\",\"default\":null},{\"name\":\"member-241\",\"type\":\"str\"},{\"name\":\"member-242\",\"type\":\"bool\"},{\"name\":\"member-243\",\"type\":\"int\",\"default\":null},{\"name\":\"member-244\",\"type\":\"int\"},{\"name\":\"member-245\",\"type\":\"str\"},{\"name\":\"member-246\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-247\",\"type\":\"int\"},{\"name\":\"member-248\",\"type\":\"int\"},{\"name\":\"member-249\",\"type\":\"str\",\"default\":null},{\"name\":\"member-250\",\"type\":\"bool\"},{\"name\":\"member-251\",\"type\":\"int\"},{\"name\":\"member-252\",\"type\":\"int\",\"default\":null},{\"name\":\"member-253\",\"type\":\"str\"},{\"name\":\"member-254\",\"type\":\"bool\"},{\"name\":\"member-255\",\"type\":\"int\",\"default\":null},{\"name\":\"member-256\",\"type\":\"int\"},{\"name\":\"member-257\",\"type\":\"str\"},{\"name\":\"member-258\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-259\",\"type\":\"int\"},{\"name\":\"member-260\",\"type\":\"int\"},{\"name\":\"member-261\",\"type\":\"str\",\"default\":null},{\"name\":\"member-262\",\"type\":\"bool\"},{\"name\":\"member-263\",\"type\":\"int\"},{\"name\":\"member-264\",\"type\":\"int\",\"default\":null},{\"name\":\"member-265\",\"type\":\"str\"},{\"name\":\"member-266\",\"type\":\"bool\"},{\"name\":\"member-267\",\"type\":\"int\",\"default\":null},{\"name\":\"member-268\",\"type\":\"int\"},{\"name\":\"member-269\",\"type\":\"str\"},{\"name\":\"member-270\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-271\",\"type\":\"int\"},{\"name\":\"member-272\",\"type\":\"int\"},{\"name\":\"member-273\",\"type\":\"str\",\"default\":null},{\"name\":\"member-274\",\"type\":\"bool\"},{\"name\":\"member-275\",\"type\":\"int\"},{\"name\":\"member-276\",\"type\":\"int\",\"default\":null},{\"name\":\"member-277\",\"type\":\"str\"},{\"name\":\"member-278\",\"type\":\"bool\"},{\"name\":\"member-279\",\"type\":\"int\",\"default\":null},{\"name\":\"member-280\",\"type\":\"int\"},{\"name\":\"member-281\",\"type\":\"str\"},{\"name\":\"member-282\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-283\",\"type\":\"int\"},{\"name\":\"member-284\",\"type\":\"int\"},{\"name\":\"member-285\",\"type\":\"str\",\"default\":null},{\"name\":\"member-286\",\"type\":\"bool\"},{\"name\":\"member-287\",\"type\":\"int\"},{\"name\":\"member-288\",\"type\":\"int\",\"default\":null},{\"name\":\"member-289\",\"type\":\"str\"},{\"name\":\"member-290\",\"type\":\"bool\"},{\"name\":\"member-291\",\"type\":\"int\",\"default\":null},{\"name\":\"member-292\",\"type\":\"int\"},{\"name\":\"member-293\",\"type\":\"str\"},{\"name\":\"member-294\",\"type\":\"bool\",\"default\":null},{\"name\":\"member-295\",\"type\":\"int\"},{\"name\":\"member-296\",\"type\":\"int\"},{\"name\":\"member-297\",\"type\":\"str\",\"default\":null},{\"name\":\"member-298\",\"type\":\"bool\"},{\"name\":\"member-299\",\"type\":\"int\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"}]",
            )
        });
    &SCHEMA
}

/// The commands, as a server executes them.
pub mod server {
    /// Executes the commands, a method each, to be implemented as an `async fn` that returns
    /// a `Result`. A method that is not implemented is answered as an unknown command.
    ///
    /// A method may take its time; it is dropped when the client leaves before it is done.
    #[allow(unused_variables, clippy::wrong_self_convention)]
    pub trait Commands: ::core::marker::Send + ::core::marker::Sync + 'static {
        /// [`widen`](super::commands::Widen)
        fn widen(
            &self,
            call: &::qapi_server::Call,
            arguments: super::commands::Widen,
        ) -> impl ::qapi_server::Reply<()> {
            call.unimplemented()
        }
    }

    /// Brings calls to the methods of `T`, once their arguments fit the schema.
    #[derive(Debug)]
    pub struct Dispatch<T>(::std::sync::Arc<T>);

    impl<T: Commands> Dispatch<T> {
        /// To this one's methods.
        pub fn new(commands: impl ::core::convert::Into<::std::sync::Arc<T>>) -> Self {
            Self(commands.into())
        }
    }

    impl<T> ::core::clone::Clone for Dispatch<T> {
        fn clone(&self) -> Self {
            Self(::std::sync::Arc::clone(&self.0))
        }
    }

    impl<T: Commands> ::qapi_server::Handler for Dispatch<T> {
        fn command(&self, name: &str) -> ::core::option::Option<::qapi_server::CommandInfo> {
            match name {
                "widen" => ::qapi_server::implemented(
                    &<T as Commands>::widen,
                    ::qapi_server::CommandInfo::DEFAULT,
                ),
                _ => ::core::option::Option::None,
            }
        }

        fn execute(&self, call: ::qapi_server::Call) -> ::qapi_server::Answer {
            match &*call.command {
                "widen" => ::qapi_server::__execute!(self, call, widen),
                _ => ::std::boxed::Box::pin(call.unimplemented()),
            }
        }

        fn schema(&self) -> ::core::option::Option<&::qapi_client::introspect::Schema<'static>> {
            ::core::option::Option::Some(super::schema())
        }
    }
}
